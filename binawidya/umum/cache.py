"""A cache that is down is an empty cache: pages get slower, never broken."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def _forgiving(name: str, answer: Callable[..., Any]) -> Callable[..., Any]:
    method = getattr(RedisCache, name)

    @wraps(method)
    def call(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            logger.warning("cache %s failed: %s", name, type(error).__name__)
            return answer(*args, **kwargs)

    return call


class _KeptClient(RedisCacheClient):
    """Makes its client once, not for each question: that costs more than the question. There is one server."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._made: Any = None

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        if self._made is None:
            self._made = super().get_client(key, write=write)
        return self._made


class ForgivingRedisCache(RedisCache):
    """Redis or Valkey. Reads miss and writes do nothing while the server is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _KeptClient

    get = _forgiving("get", lambda key, default=None, version=None: default)
    get_many = _forgiving("get_many", lambda *args, **kwargs: {})
    set = _forgiving("set", lambda *args, **kwargs: None)
    set_many = _forgiving("set_many", lambda data, *args, **kwargs: list(data))
    add = _forgiving("add", lambda *args, **kwargs: True)
    incr = _forgiving("incr", lambda key, delta=1, version=None: delta)
    touch = _forgiving("touch", lambda *args, **kwargs: False)
    delete = _forgiving("delete", lambda *args, **kwargs: False)
    delete_many = _forgiving("delete_many", lambda *args, **kwargs: None)
    has_key = _forgiving("has_key", lambda *args, **kwargs: False)
    clear = _forgiving("clear", lambda *args, **kwargs: False)


_COUNT: Final = """
local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return n
"""


def count_up(key: str, seconds: int) -> int | None:
    """One more of something, which is forgotten ``seconds`` after the first. One way to the server and back.

    :returns: how many it were within that time, or ``None`` while the server is away.
    """
    kept: Any = caches["default"]
    try:
        return int(kept._cache.get_client(key, write=True).eval(_COUNT, 1, kept.make_and_validate_key(key), seconds))
    except (RedisError, OSError) as error:
        logger.warning("cache count failed: %s", type(error).__name__)
        return None
