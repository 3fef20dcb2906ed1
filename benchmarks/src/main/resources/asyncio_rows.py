"""The rows of the table in CPython's asyncio: one figure per line, as "row nanoseconds".

python3 asyncio_rows.py REGEX        the rows whose names it matches
"""
import asyncio
import gc
import re
import statistics
import sys
import time

COUNT = 100_000
DEPTH = 10


async def completed():
    """Futures that are done."""
    loop = asyncio.get_running_loop()
    futures = [loop.create_future() for _ in range(1024)]
    for i, future in enumerate(futures):
        future.set_result(i)
    total = 0
    for i in range(COUNT):
        total += await futures[i & 1023]
    return total, sum(i & 1023 for i in range(COUNT))


async def suspend_resume():
    total = 0
    for i in range(COUNT):
        await asyncio.sleep(0)
        total += i
    return total, COUNT * (COUNT - 1) // 2


async def fresh_future():
    loop = asyncio.get_running_loop()
    total = 0
    for _ in range(COUNT):
        future = loop.create_future()
        loop.call_soon(future.set_result, 1)
        total += await future
    return total, COUNT


async def nested(depth, x, suspends):
    if depth == 1:
        if suspends:
            await asyncio.sleep(0)
        return x
    return await nested(depth - 1, x, suspends) + 1


def nesting(every):
    async def run():
        total = 0
        for i in range(COUNT // DEPTH):
            total += await nested(DEPTH, i & 63, every != 0 and i % every == 0)
        return total, sum((i & 63) + DEPTH - 1 for i in range(COUNT // DEPTH))

    return run


async def ping_pong():
    there, back = asyncio.Queue(1), asyncio.Queue(1)
    count = COUNT // 2

    async def echo():
        for _ in range(count):
            await back.put(await there.get() + 1)

    task = asyncio.create_task(echo())
    total = 0
    for i in range(count):
        await there.put(i)
        total += await back.get()
    await task
    return total, count * (count + 1) // 2


async def sync_generator():
    def numbers():
        for i in range(COUNT):
            yield i & 127

    total = 0
    for n in numbers():
        total += n
    return total, sum(i & 127 for i in range(COUNT))


async def async_generator():
    async def numbers():
        for i in range(COUNT):
            yield i & 127

    total = 0
    async for n in numbers():
        total += n
    return total, sum(i & 127 for i in range(COUNT))


ROWS = {
    "CompletedValue": completed,
    "SuspendResume": suspend_resume,
    "FreshFuture": fresh_future,
    "NestedSynchronous": nesting(0),
    "NestedSeldomSuspending": nesting(1024),
    "NestedSuspending": nesting(1),
    "ChannelPingPong": ping_pong,
    "SyncGenerators": sync_generator,
    "AsyncGenerators": async_generator,
}


def measure(row):
    figures = []
    for _ in range(5):
        start = time.perf_counter_ns()
        result, expected = asyncio.run(row())
        elapsed = time.perf_counter_ns() - start
        if result != expected:
            raise SystemExit(f"{row.__name__}: {result} instead of {expected}")
        figures.append(elapsed / COUNT)
    return statistics.median(figures)


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * 4096


async def crowd(body, count, wait):
    """Bytes and nanoseconds of so many tasks that wait, and of their end."""
    gc.collect()
    before, start = resident(), time.process_time_ns()
    tasks = [asyncio.create_task(body(i)) for i in range(count)]
    await asyncio.sleep(0)
    created = time.process_time_ns()
    gc.collect()
    # without the list of the tasks
    used = resident() - before - 8 * count
    start_of_end = time.process_time_ns()
    wait()
    total = 0
    for task in tasks:
        total += await task
    ended = time.process_time_ns()
    if total != count:
        raise SystemExit(f"{total} instead of {count}")
    return used / count, (created - start) / count, (ended - start_of_end) / count


async def suspended(count):
    future = asyncio.get_running_loop().create_future()

    async def waiter(_):
        return await future

    return await crowd(waiter, count, lambda: future.set_result(1))


async def sleeping(count):
    loop = asyncio.get_running_loop()
    # late enough that all of them sleep before the first wakes
    seconds = 5 + 30 * count / 1_000_000

    async def sleeper(i):
        return await asyncio.sleep(seconds + (i * 7919 % 10007) / 1_000_000, 1)

    return await crowd(sleeper, count, lambda: None)


def main():
    if sys.argv[1] == "crowd":
        kind = {"Suspended": suspended, "Sleeping": sleeping}[sys.argv[2]]
        print(*asyncio.run(kind(int(sys.argv[3]))))
        return
    for name, row in ROWS.items():
        if re.search(sys.argv[1], name):
            print(name, measure(row))


main()
