import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Station

/// What pages that wait are told.
@Suite("A9.3: a page that waits at the station hears of every change") struct LivePageTests {
  /// A change that is missed is heard of after the hour: the limit only ends such a wait.
  @Test(.timeLimit(.minutes(2))) func noChangeIsMissedWhileAPageBeginsToWait() async throws {
    let bench = try StationBench(people: 1)
    let (_, desk) = try await bench.desk()
    for _ in 0..<400 {
      let seen = await desk.generation
      async let heard = desk.change(after: seen, seconds: 3_600)
      async let changed: Void = desk.changed()
      await changed
      #expect(await heard > seen)
    }
  }

  @Test func withoutAChangeTheWaitEnds() async throws {
    let bench = try StationBench(people: 1)
    let (_, desk) = try await bench.desk()
    let seen = await desk.generation
    #expect(await desk.change(after: seen, seconds: 0) == seen)
  }
}
