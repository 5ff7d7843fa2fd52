/// Rounds, medians, and the table.
enum Table {
    /// What each side measures in each round, in seconds; the first round is for warmth. Sides are timed turn and turn about, so
    /// that a busy machine weighs on all alike. In a round each has so many turns, and its shortest counts: what took longer was
    /// held up by something else on the machine.
    static func rounds(_ sides: [() throws -> Void], times: Int, count: Int = 7, turns: Int = 5) throws -> [[Double]] {
        var found = sides.map { _ in [Double]() }
        for round in 0...count {
            var best = sides.map { _ in Double.infinity }
            for _ in 0..<turns {
                for (number, side) in sides.enumerated() {
                    let took = try ContinuousClock().measure { for _ in 0..<times { try side() } }
                    best[number] = min(best[number], took / .seconds(1) / Double(times))
                }
            }
            if round > 0 { for (number, value) in best.enumerated() { found[number].append(value) } }
        }
        return found
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// The median of the rounds' ratios.
    static func ratio(_ ours: [Double], _ theirs: [Double]) -> Double {
        median(zip(ours, theirs).map { $0 / $1 })
    }

    static func row(_ name: String, _ cells: String...) {
        let pad = { (text: String, width: Int) in String(repeating: " ", count: max(width - text.count, 0)) }
        print(name + pad(name, 48) + cells.map { pad($0, 13) + $0 }.joined())
    }

    static func microseconds(_ seconds: [Double]) -> String { fixed(median(seconds) * 1e6, 1) + " µs" }

    static func fixed(_ value: Double, _ digits: Int) -> String {
        let scale = (0..<digits).reduce(1) { power, _ in power * 10 }
        let number = Int((value * Double(scale)).rounded())
        let fraction = String(number % scale + scale).dropFirst()
        return digits == 0 ? "\(number)" : "\(number / scale).\(fraction)"
    }
}
