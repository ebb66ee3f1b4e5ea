"""Whether the service lives, whether it is ready, and its gauges."""

import threading
import time
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from graph_service.api.access import Sees, Service
from graph_service.snapshot import Snapshot

router = APIRouter(include_in_schema=False)
_METHODS = ("GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE", "PATCH")


class Meters:
    """Counters of one running service; each has a registry of its own."""

    def __init__(self) -> None:
        """Start at zero."""
        self._lock = threading.Lock()
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "graph_service_requests", "Requests by route, method and status", ("route", "method", "status"),
            registry=self.registry,
        )  # fmt: skip
        self.seconds = Histogram(
            "graph_service_seconds", "Seconds to answer, by route", ("route",), registry=self.registry
        )
        self.nodes = Gauge("graph_service_nodes", "Nodes at the present revision", registry=self.registry)
        self.ties = Gauge("graph_service_ties", "Ties at the present revision", registry=self.registry)
        self.revision = Gauge("graph_service_revision", "Number of the present revision", registry=self.registry)

    async def measure(self, request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        """Count and time one request, under the template of its route and never under its address."""
        start, status = time.perf_counter(), 500
        try:
            response = await call_next(request)
            status = response.status_code
        finally:
            route = getattr(request.scope.get("route"), "path", "other")
            method = request.method if request.method in _METHODS else "other"
            self.requests.labels(route, method, str(status)).inc()
            self.seconds.labels(route).observe(time.perf_counter() - start)
        return response

    def measured(self, snapshot: Snapshot) -> bytes:
        """Counters, and the gauges of one reader's snapshot."""
        with self._lock:
            self.nodes.set(len(snapshot.nodes))
            self.ties.set(len(snapshot.ties))
            self.revision.set(snapshot.revision.number)
            return generate_latest(self.registry)


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Say that the process answers, however busy it is; nothing is looked at."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(state: Service) -> dict[str, str | int]:
    """Say that the store answers, and which one it is."""
    health = state.store.healthy()
    return {"status": "ready", "store": health.engine, "version": health.version, "revision": health.revision.number}


@router.get("/metrics")
def metrics(request: Request, state: Service, visibility: Sees) -> Response:
    """Give counters and gauges in the text form of Prometheus; the gauges count what the reader may see."""
    meters: Meters = request.app.state.meters
    return Response(meters.measured(state.seen(visibility)), media_type=CONTENT_TYPE_LATEST)
