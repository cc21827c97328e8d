from tests.sandbox_process import merchant, sandbox, sandbox_server

__all__ = ["merchant", "sandbox", "sandbox_server"]
