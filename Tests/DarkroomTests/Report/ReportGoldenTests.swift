import Foundation
import GraduatePhotos
import Testing

@testable import Darkroom

/// The reports of all fixtures, kept: a change of any verdict is a change somebody has to look at.
@Suite struct ReportGoldenTests {
  private struct Kept: Codable, Equatable {
    var verdict: String
    var value: Double?
  }

  private static let path = PortraitFixtures.folder.appending(path: "reports.json")

  @Test("A6: verdicts and numbers of the kept reports stay")
  func reports() async throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: PortraitFixtures.folder.path).filter {
      $0.hasSuffix(".jpg")
    }
    .map { String($0.dropLast(4)) }.sorted()
    let examiner = PhotoExaminer(models: try PortraitFixtures.models)
    let found = try await withThrowingTaskGroup(of: (String, [String: Kept]).self) { group in
      for name in names {
        group.addTask {
          let report = try examiner.examine(PortraitFixtures.bytes(name), by: .national2017)
          let findings = report.findings.map { finding in
            // four places: what a photographer could see in no way
            (
              finding.check,
              Kept(verdict: finding.verdict.rawValue, value: finding.value.map { ($0 * 10_000).rounded() / 10_000 })
            )
          }
          return (name, Dictionary(uniqueKeysWithValues: findings))
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    if ProcessInfo.processInfo.environment["BIYING_RECORD"] != nil {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
      try encoder.encode(found).write(to: Self.path)
    }
    let kept = try JSONDecoder().decode([String: [String: Kept]].self, from: Data(contentsOf: Self.path))
    #expect(kept.keys.sorted() == names)
    for (name, checks) in kept {
      for (check, before) in checks {
        let now = found[name]?[check]
        #expect(now?.verdict == before.verdict, "\(name) \(check)")
        // processors differ in the last places of a model's sums
        let isNear = abs((now?.value ?? 0) - (before.value ?? 0)) <= max(0.02, 0.01 * abs(before.value ?? 0))
        #expect(isNear, "\(name) \(check): \(before.value ?? 0), now \(now?.value ?? 0)")
      }
    }
  }
}
