/// The shared strings of a workbook, side by side in one buffer: a third of the memory of as many Strings.
struct StringPool {
  private var bytes: [UInt8] = []
  /// End of each string in `bytes`.
  private var ends: [UInt32] = []
  /// Strings whose characters are no valid text.
  private var broken: Set<Int> = []

  var count: Int { ends.count }

  mutating func append(_ text: some Collection<UInt8>, isBroken: Bool = false) throws {
    guard bytes.count + text.count <= TableLimits.sharedStringBytes, ends.count < TableLimits.sharedStrings else {
      throw TableRefusal.unpacksTooLarge
    }
    if isBroken { broken.insert(ends.count) } else { bytes.append(contentsOf: text) }
    ends.append(UInt32(bytes.count))
  }

  /// The string, or nil when the number is beyond the end.
  subscript(index: Int) -> String? {
    guard index >= 0, index < ends.count else { return nil }
    let start = index == 0 ? 0 : Int(ends[index - 1])
    let end = Int(ends[index])
    return bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[start..<end]), as: UTF8.self) }
  }

  func isBroken(_ index: Int) -> Bool { !broken.isEmpty && broken.contains(index) }
}
