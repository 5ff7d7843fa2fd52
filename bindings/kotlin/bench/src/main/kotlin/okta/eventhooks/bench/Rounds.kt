package okta.eventhooks.bench

private const val WARM_UP = 5
private const val ROUNDS = 9
private const val TURNS = 7

/**
 * What each side takes in each round, in microseconds. In a round each side has so many turns, turn and turn about, and its
 * shortest counts: what took longer was held up by something else on the machine.
 */
internal fun rounds(times: Int, vararg sides: () -> Unit): List<List<Double>> {
    val found = sides.map { mutableListOf<Double>() }
    for (round in 0 until WARM_UP + ROUNDS) {
        val best = DoubleArray(sides.size) { Double.MAX_VALUE }
        repeat(TURNS) {
            for ((number, side) in sides.withIndex()) best[number] = minOf(best[number], timed(times, side))
        }
        if (round >= WARM_UP) best.forEachIndexed { number, value -> found[number] += value }
    }
    return found
}

private fun timed(times: Int, side: () -> Unit): Double {
    val began = System.nanoTime()
    repeat(times) { side() }
    return (System.nanoTime() - began) / 1000.0 / times
}

internal fun median(values: List<Double>): Double = values.sorted()[values.size / 2]

/** The median of the rounds' ratios. */
internal fun ratio(ours: List<Double>, theirs: List<Double>): Double = median(ours.zip(theirs) { our, their -> our / their })

internal fun row(name: String, vararg cells: String) = println(name.padEnd(46) + cells.joinToString("") { it.padStart(14) })

internal fun us(value: Double) = "%.1f us".format(value)
