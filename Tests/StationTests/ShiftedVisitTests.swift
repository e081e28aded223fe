import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Station

/// Promise 2 with real faces through the whole station: pictures under wrong names are found as one run, and what is proposed is right.
///
/// Two lengths in every run; every length up to 44 where `BIYING_SHIFTS` says `all`. The rules alone are tried on runs of 2–200.
@Suite("Promise 2: injected shifts of real faces are found at the station and repaired rightly") struct ShiftedVisitTests {
  enum Fault: CaseIterable {
    /// The next person sat down before the scan.
    case late
    /// The list stepped on by a second shot of one person.
    case double
    /// The first of the run came last.
    case rotated
    case swapped

    /// Whose face is shown to the camera under a scan.
    func shown(_ at: Int, from first: Int, length: Int) -> Int {
      let last = first + length - 1
      guard (first...last).contains(at) else { return at }
      return switch self {
      case .late: at + 1
      case .double: at - 1
      case .rotated: at == last ? first : at + 1
      case .swapped: at == first ? last : first
      }
    }

    var lengths: [Int] {
      let isAll = ProcessInfo.processInfo.environment["BIYING_SHIFTS"] == "all"
      if self == .swapped { return [2] }
      return isAll ? Array(2...44) : self == .late ? [3, 24] : [4]
    }
  }

  private static let first = 3
  /// People who are shot rightly behind the run.
  private static let behind = 4

  /// A picture's bytes with a comment of their own: nobody hands in the same file twice.
  private func marked(_ jpeg: [UInt8], _ number: Int) -> [UInt8] {
    let comment = Array("shot \(number)".utf8)
    return Array(jpeg.prefix(2)) + [0xFF, 0xFE, 0, UInt8(comment.count + 2)] + comment + jpeg.dropFirst(2)
  }

  private func shootAll(_ bench: StationBench, _ desk: VisitDesk, _ count: Int, shown: (Int) -> Int) async throws {
    for at in 0..<count {
      // Scanned again where the one before has nothing usable.
      for _ in 1...2 { _ = try await desk.scan(bench.slip(at), by: bench.first) }
      bench.clock.advance(seconds: 10)
      try await desk.take(bench.arrived(marked(try bench.shot(shown(at)), at)))
      bench.clock.advance(seconds: 10)
    }
  }

  @Test("with enrolment photos every run is found, and its repair gives everybody his own picture", arguments: Fault.allCases)
  func withReferences(_ fault: Fault) async throws {
    for length in fault.lengths {
      let count = Self.first + length + Self.behind
      let bench = try StationBench(people: count + 1)
      let (station, desk) = try await bench.desk()
      let shown = { fault.shown($0, from: Self.first, length: length) }
      try await shootAll(bench, desk, count, shown: shown)
      let wrong = Set((0..<count).filter { shown($0) != $0 }.map { StationNumbers.first(of: 1) + $0 })
      let held = await desk.findings.flatMap(\.shots).map(\.serial)
      #expect(wrong.isSubset(of: Set(held)), "\(fault) of \(length): held \(held.sorted())")
      for _ in 0..<3 {
        guard let found = await desk.findings.first(where: { $0.finding.repair != nil }) else { break }
        try await desk.repair(found.id, second: bench.second, by: bench.first)
      }
      let shots = await desk.view.log.shots.values
      #expect(shots.count == count)
      for shot in shots {
        let at = shot.serial - StationNumbers.first(of: 1)
        #expect(shot.person == bench.person(shown(at)), "\(fault) of \(length): shot \(at)")
      }
      await station.close()
    }
  }

  @Test("without them only a face that is seen under two names tells: where a run begins or ends, but no swap")
  func withoutReferences() async throws {
    for (fault, isFound) in [(Fault.late, true), (.double, true), (.swapped, false)] {
      let length = fault == .swapped ? 2 : 4
      let count = Self.first + length + Self.behind
      let bench = try StationBench(people: count + 1, referenced: { _ in false })
      let (station, desk) = try await bench.desk()
      try await shootAll(bench, desk, count) { fault.shown($0, from: Self.first, length: length) }
      let findings = await desk.findings
      #expect(!findings.isEmpty == isFound, "\(fault): \(findings.map(\.finding.chinese))")
      await station.close()
    }
  }
}
