package dev.continuo.benchmarks

import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** Four coroutines of four functions take turns. */
object KotlinMixed {

    @JvmStatic
    fun yields(count: Int): Int = runBlocking {
        val sum = async { sum(count) }
        val exclusive = async { exclusive(count) }
        val weighted = async { weighted(count) }
        val odd = async { odd(count) }
        sum.await() + exclusive.await() + weighted.await().toInt() + odd.await()
    }

    /** The same with four coroutines of the first function. */
    @JvmStatic
    fun four(count: Int): Int = runBlocking {
        val all = Array(4) { async { sum(count) } }
        all[0].await() + all[1].await() + all[2].await() + all[3].await()
    }

    private suspend fun sum(count: Int): Int {
        var sum = 0
        for (i in 0 until count) {
            yield()
            sum += i
        }
        return sum
    }

    private suspend fun exclusive(count: Int): Int {
        var all = 0
        for (i in 0 until count) {
            yield()
            all = all xor i
        }
        return all
    }

    private suspend fun weighted(count: Int): Long {
        var sum = 0L
        for (i in 0 until count) {
            yield()
            sum += 3L * i
        }
        return sum
    }

    private suspend fun odd(count: Int): Int {
        var found = 0
        for (i in 0 until count) {
            yield()
            if (i and 1 != 0) found++
        }
        return found
    }
}
