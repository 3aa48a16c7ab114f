# The product in one image: `web` and `worker` of compose.yaml are this image with another command.
ARG BASE=python:3.11-slim

# The wheel: needs the tools of the developers, which stay here.
FROM ${BASE} AS wheel
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
COPY requirements/lock.txt requirements/lock.txt
RUN pip install --require-hashes --requirement requirements/lock.txt
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY src src
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels .

# What runs: pinned and hashed too, and the static files, gathered once.
FROM ${BASE} AS app
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
RUN python -m venv /app
COPY requirements/runtime.txt requirements/runtime.txt
RUN /app/bin/pip install --require-hashes --requirement requirements/runtime.txt
COPY --from=wheel /wheels /wheels
RUN /app/bin/pip install --no-deps /wheels/*.whl \
 && GOUVERNAIL_DEMO=1 GOUVERNAIL_DATA=/tmp/build GOUVERNAIL_STATIC=/app/static \
    /app/bin/python -m gouvernail.cli.operations.static_files

FROM ${BASE}
# The client of PostgreSQL is for `gouvernail backup` and `restore`; it must not be older than the server. Debian keeps one
# version of a package at a time: a pinned one would soon be gone.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --system --gid 10001 gouvernail \
 && useradd --system --uid 10001 --gid gouvernail --home-dir /data --shell /usr/sbin/nologin gouvernail \
 && install --directory --owner gouvernail --group gouvernail /data
COPY --from=app /app /app
ENV PATH=/app/bin:$PATH PYTHONUNBUFFERED=1 GOUVERNAIL_DATA=/data GOUVERNAIL_STATIC=/app/static
WORKDIR /data
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["gouvernail"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
