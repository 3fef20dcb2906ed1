package dev.continuo.benchmarks

import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** kotlinx.coroutines, on the event loop of runBlocking. */
object KotlinX {

    @JvmStatic
    fun completed(count: Int): Int {
        val futures = Array(1024) { CompletableDeferred(it) }
        return runBlocking {
            var sum = 0
            for (i in 0 until count) sum += futures[i and 1023].await()
            sum
        }
    }

    @JvmStatic
    fun yields(count: Int): Int = runBlocking {
        var sum = 0
        for (i in 0 until count) {
            yield()
            sum += i
        }
        sum
    }

    @JvmStatic
    fun futures(count: Int): Int = runBlocking {
        val loop = currentCoroutineContext()[ContinuationInterceptor] as CoroutineDispatcher
        var sum = 0
        for (i in 0 until count) {
            val future = CompletableDeferred<Int>()
            loop.dispatch(EmptyCoroutineContext, Runnable { future.complete(1) })
            sum += future.await()
        }
        sum
    }

    @JvmStatic
    fun nested(count: Int, depth: Int, every: Int): Int = runBlocking {
        var sum = 0
        for (i in 0 until count) sum += nested(depth, i and 63, every != 0 && i % every == 0)
        sum
    }

    private suspend fun nested(depth: Int, x: Int, suspends: Boolean): Int {
        if (depth == 1) {
            if (suspends) yield()
            return x
        }
        return nested(depth - 1, x, suspends) + 1
    }

    @JvmStatic
    fun flatLoop(block: IntArray, blocks: Int): Int = runBlocking {
        var sum = 0
        for (b in 0 until blocks) {
            yield()
            for (i in block.indices) sum += block[i] * 3
        }
        sum
    }

    @JvmStatic
    fun nestedLoop(block: IntArray, rows: Int, columns: Int): Int {
        val one = CompletableDeferred(1)
        return runBlocking {
            var sum = 0
            for (r in 0 until rows) {
                yield()
                for (c in 0 until columns) {
                    sum += one.await()
                    for (i in block.indices) sum += block[i] * 3
                }
            }
            sum
        }
    }
}
