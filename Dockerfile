# The service as an image: built from this repository, run without root.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY graph_service graph_service
COPY cypher cypher
COPY seeds seeds
RUN python -m venv /opt/service && /opt/service/bin/pip install --no-cache-dir .

FROM python:3.12-slim
RUN useradd --system --uid 10001 --no-create-home service && mkdir /data && chown service /data
COPY --from=build /opt/service /opt/service
ENV PATH=/opt/service/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    GRAPH_SERVICE_STORE=/data/network.sqlite
USER service
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=5 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["graph-service", "serve"]
