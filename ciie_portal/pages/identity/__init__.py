"""Signing up, signing in, the account: pages whose forms the browser posts itself."""
