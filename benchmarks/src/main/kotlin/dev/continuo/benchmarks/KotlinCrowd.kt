package dev.continuo.benchmarks

import dev.continuo.benchmarks.peers.Crowd
import kotlin.time.Duration.Companion.nanoseconds
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** Very many coroutines of kotlinx.coroutines, each with its Deferred. */
class KotlinCrowd : Crowd {

    override fun suspended(count: Int, observer: Crowd.Observer): Int = runBlocking {
        val future = CompletableDeferred<Int>()
        val tasks = arrayOfNulls<Deferred<Int>>(count)
        for (i in 0 until count) tasks[i] = async { future.await() }
        allWait(observer)
        future.complete(1)
        sum(tasks)
    }

    override fun sleeping(count: Int, nanos: Long, observer: Crowd.Observer): Int = runBlocking {
        val tasks = arrayOfNulls<Deferred<Int>>(count)
        for (i in 0 until count) {
            val duration = (nanos + Crowd.extraNanos(i)).nanoseconds
            tasks[i] = async {
                delay(duration)
                1
            }
        }
        allWait(observer)
        sum(tasks)
    }

    private suspend fun allWait(observer: Crowd.Observer) {
        yield() // to be after all coroutines that are new
        observer.started()
        delay(1)
        observer.idle()
    }

    private suspend fun sum(tasks: Array<Deferred<Int>?>): Int {
        var sum = 0
        for (task in tasks) sum += task!!.await()
        return sum
    }
}
