import Foundation
import Glibc
import Testing

@testable import Paperwork

/// A process that is killed at any moment while it writes (promise 5); 20 times in every run, `BIYING_KILLS` times where that is set.
@Suite("Promise 5: a writer that is killed at any moment leaves nothing half under a disc's name", .serialized)
struct DiscKillTests {
  /// What is written.
  enum Form: String, CaseIterable, Codable {
    case image, zip, lockedZip
  }

  @Test func nothingHalfOutlivesBeingKilled() async throws {
    let disc = try DiscFixture(pictures: 200, hasLarge: true)
    let kills = ProcessInfo.processInfo.environment["BIYING_KILLS"].flatMap { Int($0) } ?? 20
    var chance = SystemRandomNumberGenerator()
    var whole = 0
    for kill in 0..<kills {
      let form = Form.allCases[kill % Form.allCases.count]
      // Half of them while files are read, the others at any time, also while the image is being put together and synced.
      let reads = kill % 2 == 0 ? Int.random(in: 0...210, using: &chance) : Int.max
      let delay = kill % 2 == 0 ? 0 : Int.random(in: 0...150_000, using: &chance)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [folder = disc.folder as String, form = form as Form, reads = reads as Int, delay = delay as Int] in
        let disc = try DiscFixture(pictures: 200, hasLarge: true, folder: folder)
        try await DiscKillTests.write(form, disc, killAfterReads: reads, microseconds: delay)
        raise(SIGKILL)
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: disc.folder)
      #expect(left.allSatisfy { $0 == "disc" || $0 == "disc.part" }, "\(left)")
      guard left.contains("disc") else { continue }
      whole += 1
      let report = try DiscFixture.check(disc.path("disc"), password: form == .lockedZip ? DiscFixture.password : nil)
      #expect(report.isRight, "\(form) after \(reads) reads, \(delay) µs: \(report.problems.prefix(3))")
      try FileManager.default.removeItem(atPath: disc.path("disc"))
    }
    // What a killed writer left is in nobody's way.
    for form in Form.allCases {
      try await Self.write(form, disc, killAfterReads: nil, microseconds: 0)
      #expect(try DiscFixture.check(disc.path("disc"), password: form == .lockedZip ? DiscFixture.password : nil).isRight)
      #expect(try FileManager.default.contentsOfDirectory(atPath: disc.folder) == ["disc"])
    }
    print("\(kills) kills: \(whole) after the end, nothing half")
  }

  private static func write(_ form: Form, _ disc: DiscFixture, killAfterReads: Int?, microseconds: Int) async throws {
    var reads = 0
    if microseconds > 0 {
      let thread = Thread {
        usleep(UInt32(microseconds))
        kill(getpid(), SIGKILL)
      }
      thread.start()
    }
    let source: DiscSource = { entry, range in
      if reads == killAfterReads { raise(SIGKILL) }
      reads += 1
      return disc.source(entry, range)
    }
    switch form {
    case .image:
      try await ISOImage.write(
        to: disc.path("disc"), entries: disc.entries, date: DiscFixture.date, volumeName: "KILLED", signer: DiscFixture.signer,
        from: source)
    case .zip: try await disc.plan().write(to: disc.path("disc"), from: source)
    case .lockedZip: try await disc.lockedZip().write(to: disc.path("disc"), from: source)
    }
  }
}
