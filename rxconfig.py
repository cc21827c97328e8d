"""Configuration of the framework; everything of our own is in ciie_portal/settings.py."""

import reflex as rx

from ciie_portal.settings import get_settings

settings = get_settings()

config = rx.Config(
    app_name="ciie_portal",
    # Baked into the build; the outer wrapper serves the port that is really in use.
    api_url="http://localhost:3000",
    deploy_url=settings.public_address,
    backend_host=settings.bind_host,
    backend_port=settings.port,
    frontend_port=settings.port,
    cors_allowed_origins=settings.origins,
    trusted_proxy_hops=settings.trusted_proxy_hops,
    # The disk manager would write personal data in clear; Redis takes over where several nodes serve.
    state_manager_mode=rx.constants.StateManagerMode.REDIS
    if settings.redis_url
    else rx.constants.StateManagerMode.MEMORY,
    redis_url=settings.redis_url or None,
    # What a tab holds goes when its session would be idle; every answer is in the database.
    redis_token_expiration=settings.session_idle,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    # in this order: browsers that take both get the smaller one
    frontend_compression_formats=["brotli", "gzip"],
    disable_plugins=[rx.plugins.SitemapPlugin],
    plugins=[],
)
