package okta.eventhooks.bench

private const val WARM_UP = 40
private const val ROUNDS = 31

/** What each side takes in each round, in microseconds; turn and turn about, so that a busy machine weighs on all alike. */
internal fun rounds(times: Int, vararg sides: () -> Unit): List<List<Double>> {
    val found = sides.map { mutableListOf<Double>() }
    for (round in 0 until WARM_UP + ROUNDS) {
        for ((number, side) in sides.withIndex()) {
            val began = System.nanoTime()
            repeat(times) { side() }
            if (round >= WARM_UP) found[number] += (System.nanoTime() - began) / 1000.0 / times
        }
    }
    return found
}

internal fun median(values: List<Double>): Double = values.sorted()[values.size / 2]

/** The median of the rounds' ratios. */
internal fun ratio(ours: List<Double>, theirs: List<Double>): Double = median(ours.zip(theirs) { our, their -> our / their })

internal fun row(name: String, vararg cells: String) = println(name.padEnd(46) + cells.joinToString("") { it.padStart(14) })

internal fun us(value: Double) = "%.1f us".format(value)
