import Darkroom
import Foundation
import GraduatePhotos
import Outward
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Promise 2: enrolment photos that institutions hand in, to be compared with at the camera.
@Suite struct ReferenceTests {
  private func zip(_ pictures: [(String, [UInt8])], in folder: TemporaryFolder) throws -> String {
    let place = folder.url.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (name, bytes) in pictures { try Data(bytes).write(to: place.appending(path: name)) }
    let made = Process()
    made.executableURL = URL(filePath: "/usr/bin/env")
    made.arguments = ["python3", "-m", "zipfile", "-c", place.path + ".zip", place.path]
    try made.run()
    made.waitUntilExit()
    return place.path + ".zip"
  }

  private func jpeg(_ mark: UInt8) -> [UInt8] { [0xFF, 0xD8, 0xFF, 0xE0, mark] }

  @Test(
    "Matched, replaced, the same again; sealed at rest; in the visit's file, with the face when somebody looked",
    arguments: SQLEngine.allCases)
  func wholeWay(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    let folder = try TemporaryFolder()
    let liaison = desk.door.desk.place.liaison
    func upload(_ pictures: [(String, [UInt8])]) async throws -> ReferencesUploaded {
      try await desk.center.uploadReferences(path: zip(pictures, in: folder), campaignID: desk.campaignID, by: liaison)
    }
    let first = try await upload([
      ("201000001000.jpg", jpeg(1)), ("\(MadeUp.idNumber(1)).jpeg", jpeg(2)), ("209900009999.jpg", jpeg(3)),
    ])
    #expect(first.matched == 2 && first.notListedCount == 1 && first.without == 28 && first.replaced == 0)
    let second = try await upload([("201000001000.jpg", jpeg(9)), ("201000001001.jpg", jpeg(2))])
    #expect(second.matched == 1 && second.replaced == 1 && second.same == 1)
    let count = try await desk.center.referenceCount(campaignID: desk.campaignID, by: liaison)
    #expect(count == ReferenceCount(pictured: 2, unseen: 2, due: 30))
    #expect(try await desk.center.records.read { try $0.namedFiles() }.count == 3, "what was replaced stays until retention")
    // the faces are looked for afterwards; these are no pictures, and that is said once
    let jobs = try await desk.texts("SELECT payload AS t FROM job WHERE kind = 'find-reference-faces' ORDER BY made_at, id")
    #expect(jobs.count == 2)
    for job in jobs {
      let outcome = try await desk.center.findReferenceFaces(of: job) {
        try FaceEmbedder(FaceModels(ModelPlaces.search()))
      }
      #expect(outcome == .done)
    }
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM reference_face") == 2)
    let file = try await desk.take(TestStation(1))
    let parts = try VisitFile.open(file.bytes, key: file.key)
    let pictures = try JSONDecoder().decode([ReferencePicture].self, from: Data(try #require(parts.last)))
    let expected = [try await desk.id(0), try await desk.id(1)]
    #expect(pictures.map(\.person) == expected && pictures.map(\.picture) == [jpeg(9), jpeg(2)])
    #expect(pictures.allSatisfy { $0.embedding == nil })
    #expect(
      try await desk.door.desk.province.journaledActions().count { $0 == "references.uploaded" } == 2)
    #expect(FaceBytes.floats(FaceBytes.bytes([1.5, -0.25])) == [1.5, -0.25])
  }

  @Test("Refused: no ZIP, a ZIP without pictures", arguments: [SQLEngine.sqlite])
  func refused(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let folder = try TemporaryFolder()
    try Data("hello".utf8).write(to: URL(filePath: folder.path("a.zip")))
    await #expect(throws: ReferenceRefusal.notAZip) {
      _ = try await desk.center.uploadReferences(
        path: folder.path("a.zip"), campaignID: desk.campaignID, by: desk.place.liaison)
    }
    #expect(ListedGraduates.masked("2099000099991234.jpg") == "2099…34.jpg")
  }
}
