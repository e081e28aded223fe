/// Which of some class sizes together come closest to a number of places without passing it.
///
/// Sums are bits of machine words: with ten classes and 350 places that is some sixty shifts.
struct SubsetSum {
  private var words: [UInt64] = []

  /// Positions of the sizes to take, ascending; as full as possible, and among equal ones with the later sizes left over.
  mutating func best(_ sizes: [Int], places: Int) -> (positions: [Int], sum: Int) {
    guard places > 0, !sizes.isEmpty else { return ([], 0) }
    let width = places / 64 + 1
    words.removeAll(keepingCapacity: true)
    words.append(contentsOf: repeatElement(0, count: width * (sizes.count + 1)))
    words[0] = 1
    for (row, size) in sizes.enumerated() {
      let (from, to) = (row * width, (row + 1) * width)
      let (skip, shift) = (size / 64, size % 64)
      for word in 0..<width {
        var moved: UInt64 = 0
        if word >= skip {
          moved = words[from + word - skip] << UInt64(shift)
          if shift > 0, word > skip { moved |= words[from + word - skip - 1] >> UInt64(64 - shift) }
        }
        words[to + word] = words[from + word] | moved
      }
    }
    var sum = places
    let last = sizes.count * width
    while words[last + sum / 64] >> UInt64(sum % 64) & 1 == 0 { sum -= 1 }
    var (rest, positions) = (sum, [Int]())
    for row in sizes.indices.reversed() {
      // Reachable without this size: leave it for later.
      if words[row * width + rest / 64] >> UInt64(rest % 64) & 1 == 1 { continue }
      positions.append(row)
      rest -= sizes[row]
    }
    return (positions.reversed(), sum)
  }
}
