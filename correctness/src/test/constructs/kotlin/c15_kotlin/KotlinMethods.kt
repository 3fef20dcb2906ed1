package c15_kotlin

import dev.continuo.Continuo.await
import dev.continuo.Continuo.done
import dev.continuo.Continuo.value
import dev.continuo.Coroutine
import dev.continuo.annotation.Async
import dev.continuo.constructs.Steps
import java.util.concurrent.Callable
import java.util.function.Function

data class Both(val a: Any?, val b: Any?)

/** What Kotlin's compiler makes of the body of a coroutine. */
object KotlinMethods {

    @JvmStatic
    @Async
    fun loops(s: Steps): Coroutine<*> {
        var sum = 0
        for (i in 0 until await<Int>(s.later(4))) sum += await<Int>(s.later(i))
        for ((i, t) in listOf("a", "bb").withIndex()) sum += i + await<String>(s.later(t)).length
        var n = 3
        while (n-- > 0) {
            if (await<Boolean>(s.later(n == 1))) continue
            sum += n
        }
        return value(sum)
    }

    @JvmStatic
    @Async
    fun inlinedLambdas(s: Steps): Coroutine<*> {
        var x = 0
        repeat(3) { x += await<Int>(s.later(it)) }
        val list =
            listOf(1, 2, 3)
                .map { await<Int>(s.later(it)) * 2 }
                .filter { await<Boolean>(s.later(it > 2)) }
        val sum = list.fold(0) { a, b -> a + await<Int>(s.later(b)) }
        return value("$x $list $sum ${await<String>(s.later("t"))}")
    }

    @JvmStatic
    @Async
    fun expressions(s: Steps): Coroutine<*> {
        val a =
            try {
                await<Int>(s.later(1)) + await<Int>(s.fail(IllegalStateException("k")))
            } catch (e: IllegalStateException) {
                await<Int>(s.later(7))
            } finally {
                s.log("finally " + await<Int>(s.later(2)))
            }
        val b: String? = await<String?>(s.later(null))
        val c = b?.length ?: await<Int>(s.later(5))
        val d =
            when (await<Any>(s.later("x"))) {
                is Int -> 1
                "y" -> 2
                is String -> await<Int>(s.later(3))
                else -> 4
            }
        val e = if (await<Boolean>(s.later(true))) await<Long>(s.later(1L shl 40)) else 2L
        val both = Both(await<Int>(s.later(1)), await<String?>(s.later(null)))
        return value(listOf(a, b, c, d, e, both).toString())
    }

    @JvmStatic
    @Async
    fun nestedTry(s: Steps): Coroutine<*> {
        val out = StringBuilder()
        outer@ for (i in 0..3) {
            try {
                for (j in 0..3) {
                    try {
                        out.append(await<Int>(s.later(i * 10 + j))).append(' ')
                        if (j == 1 && i == 0) continue@outer
                        if (i == 2) break@outer
                        if (j == 2) throw IllegalStateException("j")
                    } finally {
                        out.append(await<String>(s.later("f")))
                    }
                }
            } catch (e: IllegalStateException) {
                out.append(e.message).append(await<String>(s.later("!")))
            }
        }
        return value(out.toString())
    }

    @JvmStatic
    @Async
    fun defaultArguments(s: Steps): Coroutine<*> =
        value(
            await<Any?>(withDefaults(s)).toString() +
                await<Any?>(withDefaults(s, 5)) +
                await<Any?>(callOfAnExtension(s)),
        )

    @Async
    private fun withDefaults(s: Steps, n: Int = 3, t: String = "t$n"): Coroutine<Any?> {
        val r = await<Int>(s.later(n))
        return value(Both(r, t + await<String>(s.later("u"))))
    }

    @Async
    private fun Steps.extension(k: Int): Coroutine<Any?> {
        val q = await<Int>(later(k))
        return value(q + k)
    }

    @Async private fun callOfAnExtension(s: Steps): Coroutine<Any?> = s.extension(4)

    @JvmStatic
    @Async
    fun destructuring(s: Steps): Coroutine<*> {
        val (a, b) = await<Both>(s.later(Both(1, "b")))
        val array = IntArray(3) { await<Int>(s.later(it * it)) }
        array[await<Int>(s.later(1))] += await<Int>(s.later(100))
        val n: Int? = await<Int?>(s.later(4))
        return value("$a$b${array.toList()}${n!! + await<Int>(s.later(1))}")
    }

    @JvmStatic
    @Async
    fun tailInTry(s: Steps): Coroutine<*> {
        try {
            return s.failing<Int>(IllegalStateException("tail"))
        } catch (e: IllegalStateException) {
            return value(e.message + await<String>(s.later("?")))
        }
    }

    @JvmStatic
    @Async
    fun closeable(s: Steps): Coroutine<*> =
        AutoCloseable { s.log("closed") }.use { value(await<Int>(s.later(3))) }

    @JvmStatic
    @Async
    fun lambdas(s: Steps): Coroutine<*> {
        var count = 10
        val java: Callable<Coroutine<Int>> = Callable { value(await<Int>(s.later(1)) + count) }
        val kotlin: (Int) -> Coroutine<Int> = { n ->
            count += await<Int>(s.later(n))
            value(count * 2)
        }
        val nested = Function<Int, Coroutine<String>> { n ->
            val inner: () -> Coroutine<String> = { value("inner $n " + await<Int>(s.later(n))) }
            inner()
        }
        val nothing: () -> Coroutine<Void> = {
            s.log("in nothing " + await<Int>(s.later(8)))
            done()
        }
        await<Void>(nothing())
        return value(
            "${await<Int>(java.call())} ${await<Int>(kotlin(5))} ${await<Int>(java.call())} " +
                await<String>(nested.apply(2)),
        )
    }

    @JvmStatic
    @Async
    fun localFunction(s: Steps): Coroutine<*> {
        @Async fun twice(n: Int): Coroutine<Int> = value(await<Int>(s.later(n)) * 2)
        return value(await<Int>(twice(1)) + await<Int>(twice(2)))
    }
}
