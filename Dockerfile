# Two stages: the first installs and learns the knowledge, the second only runs.
FROM python:3.11.13-slim-bookworm AS built
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
RUN python -m venv /opt/venv
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
RUN /opt/venv/bin/pip install .
COPY knowledge /opt/knowledge
ENV PRACTICE_GUIDE_KNOWLEDGE=/opt/knowledge PRACTICE_GUIDE_DATA=/opt/data
RUN /opt/venv/bin/python -m bot ask "what is a VOO?" && /opt/venv/bin/python -m bot check

FROM python:3.11.13-slim-bookworm
RUN useradd --uid 10001 --no-create-home guide && install -d -o guide -m 0700 /data
COPY --from=built /opt/venv /opt/venv
COPY --from=built /opt/knowledge /opt/knowledge
COPY --from=built --chown=guide /opt/data/index /data/index
COPY --from=built --chown=guide /opt/data/models /data/models
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 \
    PRACTICE_GUIDE_KNOWLEDGE=/opt/knowledge PRACTICE_GUIDE_DATA=/data
USER guide
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5m --timeout=30s --start-period=60s CMD ["practice-guide", "check"]
CMD ["practice-guide", "run"]
