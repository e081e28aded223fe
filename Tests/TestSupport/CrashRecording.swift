import Foundation

/// What was recorded, to be cut off anywhere.
public struct CrashRecording: Sendable {
  let start: CrashDisk
  let events: [CrashEvent]

  /// How many changes, syncs and confirmations were recorded.
  public var eventCount: Int { events.count }

  /// Cuts the power after every event and shows what may be left, in the weakest legal ways: nothing that was not synced, all of
  /// it, every subset where few changes hang in the air, else random ones with writes cut short.
  ///
  /// `subsets` random ones are tried for each prefix where not all can be; the same `seed` tries the same. `check` gets a fresh
  /// folder with the state, and the labels confirmed before the cut. Returns how many different states were checked.
  @discardableResult
  public func forEveryCrashPrefix(
    subsets: Int = 6, seed: UInt64 = 1, _ check: (_ folder: String, _ confirmed: [String]) async throws -> Void
  ) async throws -> Int {
    var chance = CrashChance(state: seed)
    var seen: Set<Int> = []
    for count in 0...events.count {
      let prefix = events[..<count]
      let confirmed = prefix.compactMap { if case .confirm(let label) = $0 { label } else { nil } }
      for choice in choices(for: prefix, subsets, &chance) {
        let disk = start.after(prefix) { choice[$0] ?? 0 }
        var hasher = Hasher()
        hasher.combine(disk.fingerprint)
        hasher.combine(confirmed.count)
        guard seen.insert(hasher.finalize()).inserted else { continue }
        try await show(disk, confirmed, check)
      }
    }
    return seen.count
  }

  private func show(
    _ disk: CrashDisk, _ confirmed: [String], _ check: (String, [String]) async throws -> Void
  ) async throws {
    // In memory where that is possible: thousands of states need no disk.
    let memory = URL(fileURLWithPath: "/dev/shm")
    let isWritable = FileManager.default.isWritableFile(atPath: memory.path)
    let folder = (isWritable ? memory : FileManager.default.temporaryDirectory)
      .appendingPathComponent("crash-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try disk.write(to: folder.path)
    try await check(folder.path, confirmed)
  }

  /// For each way to leave the disk: how much of each undurable event is there.
  private func choices(
    for prefix: ArraySlice<CrashEvent>, _ subsets: Int, _ chance: inout CrashChance
  ) -> [[Int: Int]] {
    let history = CrashHistory(prefix, files: start.fileNumbers)
    let pending = prefix.indices.filter { !history.isDurable($0) && Self.changes(events[$0]) }
    let all = Dictionary(uniqueKeysWithValues: pending.map { ($0, Int.max) })
    guard pending.count > 4 else {
      return (0..<(1 << pending.count)).map { mask in
        all.filter { index, _ in pending.firstIndex(of: index).map { mask & (1 << $0) != 0 } ?? false }
      }
    }
    var choices: [[Int: Int]] = [[:], all]
    for _ in 0..<subsets {
      var choice: [Int: Int] = [:]
      for index in pending where chance.next() % 2 == 0 { choice[index] = size(events[index], &chance) }
      choices.append(choice)
    }
    return choices
  }

  private func size(_ event: CrashEvent, _ chance: inout CrashChance) -> Int {
    guard case .write(_, _, let bytes) = event, !bytes.isEmpty, chance.next() % 4 == 0 else { return .max }
    return Int(chance.next() % UInt64(bytes.count))
  }

  private static func changes(_ event: CrashEvent) -> Bool {
    switch event {
    case .sync, .syncFolder, .confirm: false
    default: true
    }
  }
}

/// Seeded chance (SplitMix64), so that a failing state can be shown again.
struct CrashChance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
