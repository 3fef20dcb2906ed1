package dev.continuo.benchmarks

import java.util.ArrayDeque
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.createCoroutineUnintercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume

/** Kotlin's coroutines without kotlinx: the compiler's state machines on the smallest loop. */
class KotlinRaw {

    /** What is ready: continuations to resume with nothing, and callbacks. */
    private val ready = ArrayDeque<Any>()

    private class Result : Continuation<Int> {
        override val context: CoroutineContext get() = EmptyCoroutineContext
        var result: kotlin.Result<Int>? = null
        override fun resumeWith(result: kotlin.Result<Int>) {
            this.result = result
        }
    }

    inner class Future {
        private var value: Int? = null
        private var waiter: Continuation<Int>? = null

        fun complete(result: Int) {
            value = result
            val waiting = waiter
            if (waiting != null) ready.add(Runnable { waiting.resume(result) })
        }

        suspend fun await(): Int = value ?: suspendCoroutineUninterceptedOrReturn {
            waiter = it
            COROUTINE_SUSPENDED
        }
    }

    inner class Slot {
        private var item: Int? = null
        private var receiver: Continuation<Int>? = null

        fun send(sent: Int) {
            val waiting = receiver
            if (waiting == null) {
                item = sent
            } else {
                receiver = null
                ready.add(Runnable { waiting.resume(sent) })
            }
        }

        suspend fun receive(): Int {
            val there = item
            if (there != null) {
                item = null
                return there
            }
            return suspendCoroutineUninterceptedOrReturn {
                receiver = it
                COROUTINE_SUSPENDED
            }
        }
    }

    suspend fun yieldNow(): Unit = suspendCoroutineUninterceptedOrReturn {
        ready.add(it)
        COROUTINE_SUSPENDED
    }

    fun start(block: suspend () -> Int) {
        ready.add(block.createCoroutineUnintercepted(Result()))
    }

    fun drain() {
        while (true) {
            val next = ready.poll() ?: break
            if (next is Runnable) {
                next.run()
            } else {
                @Suppress("UNCHECKED_CAST")
                (next as Continuation<Unit>).resume(Unit)
            }
        }
    }

    fun run(block: suspend () -> Int): Int {
        val result = Result()
        ready.add(block.createCoroutineUnintercepted(result))
        drain()
        return (result.result ?: error("nothing is ready, and the result is not there")).getOrThrow()
    }

    fun completed(count: Int): Int {
        val futures = Array(1024) { Future().apply { complete(it) } }
        return run {
            var sum = 0
            for (i in 0 until count) sum += futures[i and 1023].await()
            sum
        }
    }

    fun yields(count: Int): Int = run {
        var sum = 0
        for (i in 0 until count) {
            yieldNow()
            sum += i
        }
        sum
    }

    fun futures(count: Int): Int = run {
        var sum = 0
        for (i in 0 until count) {
            val future = Future()
            ready.add(Runnable { future.complete(1) })
            sum += future.await()
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
        val there = Slot()
        val back = Slot()
        start {
            for (i in 0 until count) back.send(there.receive() + 1)
            0
        }
        return run {
            var sum = 0
            for (i in 0 until count) {
                there.send(i)
                sum += back.receive()
            }
            sum
        }
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
        val one = Future()
        one.complete(1)
        return run {
            var sum = 0
            for (r in 0 until rows) {
                yieldNow()
                for (c in 0 until columns) {
                    sum += one.await()
                    for (i in block.indices) sum += block[i] * 3
                }
            }
            sum
        }
    }
}
