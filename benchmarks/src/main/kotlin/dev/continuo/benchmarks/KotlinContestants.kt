package dev.continuo.benchmarks

import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** What Kotlin has for the same work: sequences, and flows, which push. */
object KotlinContestants {

    private fun numbers(count: Int): Sequence<Int> = sequence {
        for (i in 0 until count) yield(i and 127)
    }

    private fun flowOfNumbers(count: Int): Flow<Int> = flow {
        for (i in 0 until count) emit(i and 127)
    }

    @JvmStatic
    fun sequenceSum(count: Int): Int {
        var sum = 0
        for (n in numbers(count)) sum += n
        return sum
    }

    @JvmStatic
    fun flowSum(count: Int): Int = runBlocking {
        var sum = 0
        flowOfNumbers(count).collect { sum += it }
        sum
    }

    @JvmStatic
    fun flowChain(count: Int): Int = runBlocking {
        var sum = 0
        flowOfNumbers(count)
            .map { it + 1 and 127 }
            .filter { it and 1 == 0 }
            .take(count)
            .collect { sum = sum + it and 127 }
        sum
    }

    @JvmStatic
    fun pingPong(count: Int): Int = runBlocking {
        val there = Channel<Int>()
        val back = Channel<Int>()
        launch { for (n in there) back.send(n + 1) }
        var sum = 0
        for (i in 0 until count) {
            there.send(i)
            sum += back.receive()
        }
        there.close()
        sum
    }
}
