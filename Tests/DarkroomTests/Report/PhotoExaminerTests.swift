import GraduatePhotos
import Testing

@testable import Darkroom

/// The whole way of a picture.
@Suite struct PhotoExaminerTests {
  private let standard = PhotoStandard.national2017

  private func examine(_ name: String) throws -> PhotoReport {
    try PhotoExaminer(models: PortraitFixtures.models).examine(PortraitFixtures.bytes(name), by: standard)
  }

  @Test(
    "A6: a good portrait is not failed, and its bytes stay", arguments: ["ok-can008f", "ok-lon004", "ok-lon096", "ok-lon137"])
  func good(name: String) throws {
    let report = try examine(name)
    #expect(report.findings.count == PhotoChecks.all.count)
    #expect(report.verdict != .fail, "\(report.findings.filter { $0.verdict == .fail }.map(\.message))")
    #expect(try report.portrait?.bytes == PortraitFixtures.bytes(name))
  }

  @Test(
    "A6: what is wrong is named with its remedy",
    arguments: [
      ("eyes-closed-lon041", "eyes-open"), ("two-faces-lon007-lon019", "face-count"), ("tilted-lon102-r17", "head-tilt"),
      ("bg-colour-lon020-green", "background-colour"),
    ])
  func wrong(name: String, check: String) throws {
    let report = try examine(name)
    #expect(report.verdict == .fail)
    let finding = try #require(report.findings.first { $0.check == check })
    #expect(finding.verdict == .fail && finding.message.contains("请"), "\(finding)")
  }

  @Test("The same bytes give the same report, on many threads at once")
  func same() async throws {
    let bytes = try PortraitFixtures.bytes("smile-lon004")
    let examiner = PhotoExaminer(models: try PortraitFixtures.models)
    let first = try examiner.examine(bytes, by: standard)
    try await withThrowingTaskGroup(of: (PhotoMeasures, [Finding]).self) { group in
      for _ in 0..<4 {
        group.addTask {
          let report = try examiner.examine(bytes, by: .national2017)
          return (report.measures, report.findings)
        }
      }
      for try await (measures, findings) in group { #expect(measures == first.measures && findings == first.findings) }
    }
  }
}
