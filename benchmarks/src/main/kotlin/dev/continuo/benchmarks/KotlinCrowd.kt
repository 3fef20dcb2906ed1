package dev.continuo.benchmarks

import kotlin.time.Duration.Companion.nanoseconds
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** Very many coroutines of kotlinx.coroutines, each with its Deferred. */
object KotlinCrowd {

    @JvmStatic
    fun suspended(count: Int, allWait: Runnable): Int = runBlocking {
        val future = CompletableDeferred<Int>()
        val tasks = arrayOfNulls<Deferred<Int>>(count)
        for (i in 0 until count) tasks[i] = async { future.await() }
        yield()
        allWait.run()
        future.complete(1)
        var sum = 0
        for (task in tasks) sum += task!!.await()
        sum
    }

    @JvmStatic
    fun sleeping(count: Int, nanos: Long, allWait: Runnable): Int = runBlocking {
        val tasks = arrayOfNulls<Deferred<Int>>(count)
        for (i in 0 until count) {
            val duration = (nanos + i * 7919L % 10_007 * 1000).nanoseconds
            tasks[i] = async {
                delay(duration)
                1
            }
        }
        yield()
        allWait.run()
        var sum = 0
        for (task in tasks) sum += task!!.await()
        sum
    }
}
