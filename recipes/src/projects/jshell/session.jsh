@Async Coroutine<Integer> twice(int n) {
  await(sleep(ofMillis(10)));
  return value(2 * n);
}

System.out.println(run(twice(21)));

@Async Coroutine<Integer> sum() {
  int first = await(twice(1));
  return value(first + await(twice(2)));
}

System.out.println(run(sum()));

// Declared again: what is declared already calls the new one.
@Async Coroutine<Integer> twice(int n) {
  int result = n;
  await(sleep(ofMillis(10)));
  return value(result + n);
}

System.out.println(run(sum()));

// Plain code that a coroutine calls, and that calls run.
int four() {
  return run(twice(2));
}

@Async Coroutine<Integer> nested() {
  EventLoop.running().allowNestedRun(true);
  return value(four() + await(twice(1)));
}

System.out.println(run(nested()));

/exit
