package dev.continuo.benchmarks

import dev.continuo.benchmarks.hand.HandFuture
import dev.continuo.benchmarks.hand.HandLoop
import dev.continuo.benchmarks.hand.HandRendezvous
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.createCoroutineUnintercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/**
 * Kotlin's coroutines without kotlinx: the compiler's state machines on the loop, the future and the
 * channel of those that are written by hand, so that nothing but the state machines differs.
 */
class KotlinRaw {

    private val loop = HandLoop()

    /** The one whose turn it is. */
    private lateinit var current: Task

    /** A coroutine: what the loop runs, and what hears of the end. */
    private inner class Task : HandRendezvous.Party(), Continuation<Int> {

        /** Is resumed in the next turn: with the result of a future, or else with an item. */
        lateinit var suspended: Continuation<Any>
        var awaited: HandFuture? = null
        private var result: Result<Int>? = null

        override val context: CoroutineContext get() = EmptyCoroutineContext

        override fun run() {
            val future = awaited
            val value: Any
            if (future == null) {
                value = takeItem() ?: Unit
            } else {
                awaited = null
                value = future.result()!!
            }
            current = this
            suspended.resumeWith(Result.success(value))
        }

        override fun resumeWith(result: Result<Int>) {
            this.result = result
        }

        fun result(): Int =
            (result ?: error("nothing is ready, and the result is not there")).getOrThrow()
    }

    private suspend fun yieldNow(): Unit = suspendCoroutineUninterceptedOrReturn {
        val task = current
        suspend(task, it)
        loop.callSoon(task)
        COROUTINE_SUSPENDED
    }

    private suspend fun await(future: HandFuture): Int = suspendCoroutineUninterceptedOrReturn {
        val task = current
        if (future.suspends(task)) {
            task.awaited = future
            suspend(task, it)
            COROUTINE_SUSPENDED
        } else {
            future.result()
        }
    }

    private suspend fun send(channel: HandRendezvous, item: Int): Unit =
        suspendCoroutineUninterceptedOrReturn {
            val task = current
            if (channel.send(task, item)) {
                Unit
            } else {
                suspend(task, it)
                COROUTINE_SUSPENDED
            }
        }

    private suspend fun receive(channel: HandRendezvous): Int =
        suspendCoroutineUninterceptedOrReturn {
            val task = current
            val item = channel.receive(task)
            if (item != null) {
                item
            } else {
                suspend(task, it)
                COROUTINE_SUSPENDED
            }
        }

    private fun suspend(task: Task, continuation: Continuation<*>) {
        @Suppress("UNCHECKED_CAST")
        task.suspended = continuation as Continuation<Any>
    }

    private fun start(block: suspend () -> Int): Task {
        val task = Task()
        suspend(task, block.createCoroutineUnintercepted(task))
        loop.callSoon(task)
        return task
    }

    private fun run(block: suspend () -> Int): Int {
        val task = start(block)
        loop.run()
        return task.result()
    }

    private fun complete(value: Int) = HandFuture().apply { complete(loop, value) }

    /** Completes a future in the next tick. */
    private inner class Completion(private val future: HandFuture) : HandLoop.Step() {
        override fun run() = future.complete(loop, 1)
    }

    fun completed(count: Int): Int {
        val futures = Array(1024) { complete(it) }
        return run {
            var sum = 0
            for (i in 0 until count) sum += await(futures[i and 1023])
            sum
        }
    }

    fun yields(count: Int): Int = run { yielding(count) }

    /** Four tasks of one kind. */
    fun four(count: Int): Int {
        val tasks = Array(4) { start { yielding(count) } }
        loop.run()
        return tasks.sumOf { it.result() }
    }

    private suspend fun yielding(count: Int): Int {
        var sum = 0
        for (i in 0 until count) {
            yieldNow()
            sum += i
        }
        return sum
    }

    /** Four tasks of four kinds. */
    fun mixed(count: Int): Int {
        val sum = start { yielding(count) }
        val exclusive = start {
            var all = 0
            for (i in 0 until count) {
                yieldNow()
                all = all xor i
            }
            all
        }
        val weighted = start {
            var sum = 0L
            for (i in 0 until count) {
                yieldNow()
                sum += 3L * i
            }
            sum.toInt()
        }
        val odd = start {
            var found = 0
            for (i in 0 until count) {
                yieldNow()
                if (i and 1 != 0) found++
            }
            found
        }
        loop.run()
        return sum.result() + exclusive.result() + weighted.result() + odd.result()
    }

    fun futures(count: Int): Int = run {
        var sum = 0
        for (i in 0 until count) {
            val future = HandFuture()
            loop.callSoon(Completion(future))
            sum += await(future)
        }
        sum
    }

    fun nested(count: Int, depth: Int, every: Int): Int = run {
        var sum = 0
        for (i in 0 until count) sum += nested(depth, i and 63, every != 0 && i % every == 0)
        sum
    }

    private suspend fun nested(depth: Int, x: Int, suspends: Boolean): Int {
        if (depth == 1) {
            if (suspends) yieldNow()
            return x
        }
        return nested(depth - 1, x, suspends) + 1
    }

    fun pingPong(count: Int): Int {
        val there = HandRendezvous(loop)
        val back = HandRendezvous(loop)
        val ping = start {
            var sum = 0
            for (i in 0 until count) {
                send(there, i)
                sum += receive(back)
            }
            sum
        }
        val pong = start {
            for (i in 0 until count) send(back, receive(there) + 1)
            0
        }
        loop.run()
        return ping.result() + pong.result()
    }

    fun flatLoop(block: IntArray, blocks: Int): Int = run {
        var sum = 0
        for (b in 0 until blocks) {
            yieldNow()
            for (i in block.indices) sum += block[i] * 3
        }
        sum
    }

    fun nestedLoop(block: IntArray, rows: Int, columns: Int): Int {
        val one = complete(1)
        return run {
            var sum = 0
            for (r in 0 until rows) {
                yieldNow()
                for (c in 0 until columns) {
                    sum += await(one)
                    for (i in block.indices) sum += block[i] * 3
                }
            }
            sum
        }
    }
}
