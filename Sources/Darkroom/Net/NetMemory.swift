/// Where the values of a network lie: each keeps its place from the step that makes it to the last that reads it.
struct NetLayout {
  /// First number of each value.
  private(set) var places: [Int]
  /// Numbers in all.
  private(set) var count = 0

  /// Values start at whole cache lines.
  private static let alignment = 16

  init(_ plan: NetPlan) {
    var lastUse = [Int](repeating: 0, count: plan.values.count)
    for (index, step) in plan.steps.enumerated() {
      for value in [step.input, step.output, step.second, step.third].compactMap(\.self) { lastUse[value] = index }
    }
    for value in plan.outputs.values.joined() { lastUse[value] = plan.steps.count }
    places = [Int](repeating: 0, count: plan.values.count)
    var held: [(range: Range<Int>, until: Int)] = []
    func place(_ value: Int) {
      let size = (plan.values[value].count + Self.alignment - 1) / Self.alignment * Self.alignment
      var start = 0
      // held ranges are sorted: the first gap that is large enough
      for (range, _) in held where range.lowerBound < start + size { start = max(start, range.upperBound) }
      places[value] = start
      count = max(count, start + size)
      held.append((start..<(start + size), lastUse[value]))
      held.sort { $0.range.lowerBound < $1.range.lowerBound }
    }
    place(0)
    for (index, step) in plan.steps.enumerated() {
      place(step.output)
      held.removeAll { $0.until <= index }
    }
  }
}

/// A memory for one run at a time.
struct NetMemory: Sendable {
  // Lent to one thread at a time by the network that owns it.
  nonisolated(unsafe) let floats: UnsafeMutablePointer<Float>

  init(count: Int) {
    floats = .allocate(capacity: count)
    floats.initialize(repeating: 0, count: count)
  }
}
