import Foundation
import GraduatePhotos
import Testing

@testable import Darkroom

/// A passing and a failing portrait for each check.
@Suite struct PhotoCheckTests {
  private func finding(_ check: String, of photo: JudgedPhoto) throws -> Finding {
    try #require(PhotoChecks().findings(of: photo).first { $0.check == check })
  }

  @Test(arguments: ["ok-lon004", "ok-lon137", "ok-can008f", "ok-lon096", "ok-lon045"])
  func goodPortraitsPass(_ name: String) throws {
    let findings = PhotoChecks().findings(of: try PortraitFixtures.photo(name))
    #expect(findings.filter { $0.verdict == .fail }.map(\.check) == [])
    #expect(findings.map(\.check) == PhotoChecks.all.map(\.name))
    #expect(findings.allSatisfy { !$0.message.isEmpty })
  }

  @Test(arguments: [
    ("eyes-closed-lon041", "eyes-open"), ("smile-lon002", "mouth-closed"), ("tilted-lon102-r17", "head-tilt"),
    ("sunglasses-lon100-sun", "eyes-visible"), ("occluded-lon130-1", "eyes-visible"), ("glasses-lon062-glare", "eye-glare"),
    ("hat-lon011", "forehead-free"), ("occluded-lon045-0", "face-uncovered"), ("occluded-lon045-0", "real-face"),
    ("two-faces-lon007-lon019", "face-count"), ("two-faces-lon008-lon172", "face-count"), ("blurred-lon022-g1.2", "sharpness"),
    ("blurred-lon090-m9", "sharpness"), ("dark-lon096-3w", "darkness"), ("overexposed-lon017-1p", "overexposure"),
    ("uneven-light-lon091-R25", "side-light"), ("contrast-or-mono-lon124-gray", "true-colour"), ("noisy-lon018-n12", "grain"),
    ("bg-colour-lon020-green", "background-colour"), ("colour-cast-lon022-0", "background-colour"),
    ("bg-colour-lon007-grad", "background-gradient"), ("bg-colour-lon140-white", "clothes-contrast"),
    ("bg-shadow-lon107-2", "background-shadow"), ("off-centre-lon044-1", "centring"), ("off-centre-lon108-4", "eye-position"),
    ("off-centre-lon108-4", "head-top"), ("tilted-lon102-r17", "shoulders-level"), ("wrong-scale-lon092-fw165", "face-width"),
  ])
  func brokenPortraitsFail(_ name: String, _ check: String) throws {
    let finding = try finding(check, of: PortraitFixtures.photo(name))
    #expect(finding.verdict == .fail, "\(finding.message) \(finding.value ?? .nan)")
  }

  /// Nearer to the good ones, or not sure enough: a person looks.
  @Test(arguments: [
    ("sunglasses-lon125-tint", "eyes-visible"), ("dark-lon016-0p", "darkness"), ("uneven-light-lon100-B65", "top-light"),
    ("contrast-or-mono-lon108-0.35", "face-contrast"),
  ])
  func doubtfulPortraitsAreLookedAt(_ name: String, _ check: String) throws {
    #expect(try finding(check, of: PortraitFixtures.photo(name)).verdict >= .look)
  }

  @Test func closedSmilesAndClearGlassesPass() throws {
    let smile = PhotoChecks().findings(of: try PortraitFixtures.photo("smile-lon017"))
    #expect(smile.filter { $0.verdict == .fail }.isEmpty)
    let glasses = try PortraitFixtures.photo("glasses-lon105-clear")
    #expect(PhotoChecks().findings(of: glasses).filter { $0.verdict == .fail }.isEmpty)
    #expect(try finding("glasses", of: glasses).verdict == .pass)
    var standard = PhotoStandard.national2017
    standard.glasses = .takenOff
    #expect(try finding("glasses", of: PortraitFixtures.photo("glasses-lon105-clear", standard: standard)).verdict == .look)
    #expect(try finding("glasses", of: PortraitFixtures.photo("ok-lon004", standard: standard)).verdict == .pass)
  }

  @Test func theClosedEyeIsNamed() throws {
    var photo = try PortraitFixtures.good
    photo = try changed(photo) { $0.eyes?.atImageRight.openness = 0.01 }
    #expect(try finding("eyes-open", of: photo).message == "左眼闭合，请重拍")
    photo = try changed(photo) { $0.eyes?.atImageLeft.openness = 0.01 }
    #expect(try finding("eyes-open", of: photo).message == "双眼闭合，请重拍")
  }

  private func changed(_ photo: JudgedPhoto, _ change: (inout PhotoMeasures) -> Void) throws -> JudgedPhoto {
    var measures = photo.measures
    change(&measures)
    return JudgedPhoto(header: photo.header, measures: measures, standard: photo.standard, origin: photo.origin)
  }

  @Test(arguments: [(12.6, Finding.Verdict.fail), (-12.6, .fail), (9, .look), (-7.9, .pass)])
  func turnedHeadsFail(_ yaw: Double, _ verdict: Finding.Verdict) throws {
    let photo = try changed(PortraitFixtures.good) { $0.pose?.yaw = yaw }
    #expect(try finding("head-turn", of: photo).verdict == verdict)
  }

  @Test(arguments: [(-21.7, Finding.Verdict.fail), (22.4, .fail), (18, .look), (-11.8, .pass), (16.6, .pass)])
  func noddingHeadsFail(_ pitch: Double, _ verdict: Finding.Verdict) throws {
    let photo = try changed(PortraitFixtures.good) { $0.pose?.pitch = pitch }
    #expect(try finding("head-nod", of: photo).verdict == verdict)
  }

  /// Everything on a wall of stripes: the person's own pixels stay.
  @Test func thingsBehindThePersonAreClutter() throws {
    let frame = try PortraitFixtures.frame("ok-lon004")
    let image = frame.image
    let bytes = (0..<image.height).flatMap { y in
      (0..<image.width).flatMap { x -> [UInt8] in
        let place = (y * image.width + x) * 3
        let isPerson = frame.sitter.mask.probability(at: PixelPoint(x: Double(x), y: Double(y))) > 0.1
        return isPerson || (x / 9) % 3 > 0 ? Array(image.bytes[place..<place + 3]) : [40, 90, 30]
      }
    }
    let striped = PortraitFrame(image: RGBImage(width: image.width, height: image.height, bytes: bytes), sitter: frame.sitter)
    let photo = JudgedPhoto(
      header: try PortraitFixtures.header("ok-lon004"), measures: PhotoMeasures(striped), standard: .national2017,
      origin: .asItCame)
    #expect(try finding("background-clean", of: photo).verdict == .fail)
  }

  @Test func specialCasesAreLookedAt() throws {
    let photo = try PortraitFixtures.photo("eyes-closed-lon041")
    let findings = PhotoChecks(loosened: ["eyes-open"]).findings(of: photo)
    let finding = try #require(findings.first { $0.check == "eyes-open" })
    #expect(finding.verdict == .look && finding.message.contains("特殊情况"))
    #expect(PhotoChecks.verdict(findings) == .look)
  }

  @Test("What an institution may excuse stands for checks that exist, and turns their failure into a look")
  func excusedChecks() throws {
    for check in ExcusableCheck.allCases { #expect(check.photoChecks.isSubset(of: Self.names), "\(check)") }
    let findings = PhotoChecks(excused: [.eyesOpen]).findings(of: try PortraitFixtures.photo("eyes-closed-lon041"))
    #expect(findings.first { $0.check == "eyes-open" }?.verdict == .look)
    var standard = PhotoStandard.national2017
    standard.personDecides = ["eyes-open"]
    let byStandard = PhotoChecks().findings(of: try PortraitFixtures.photo("eyes-closed-lon041", standard: standard))
    #expect(byStandard.first { $0.check == "eyes-open" }?.verdict == .look)
  }

  @Test("A school's rule for glasses wins over the standard's")
  func schoolsGlasses() throws {
    let photo = try PortraitFixtures.photo("glasses-lon105-clear")
    let findings = PhotoChecks(glasses: .takenOff).findings(of: photo)
    #expect(findings.first { $0.check == "glasses" }?.verdict == .look)
  }

  @Test func aPictureWithoutAFaceFailsOnceAndSaysSo() throws {
    let photo = JudgedPhoto(
      header: try PortraitFixtures.header("ok-lon004"), measures: PhotoMeasures(), standard: .national2017,
      origin: .uncut(["没有找到人脸"]))
    let findings = PhotoChecks().findings(of: photo)
    #expect(findings.filter { $0.verdict == .fail }.map(\.check) == ["face-count", "pixel-size"])
    #expect(PhotoChecks.verdict(findings) == .fail)
  }

  @Test func namesAreStable() {
    #expect(PhotoChecks.all.map(\.name) == Self.names)
    #expect(Set(Self.names).count == Self.names.count)
    #expect(Set(PhotoChecks.all.map(\.title)).count == Self.names.count)
  }

  private static let names = [
    "face-count", "real-face", "pixel-size", "jpeg-quality", "file-size", "resolution", "colour-mode", "eye-position",
    "head-top",
    "face-width", "centring", "head-tilt", "head-turn", "head-nod", "shoulders-level", "eyes-open", "eyes-visible", "eye-glare",
    "glasses", "gaze",
    "mouth-closed", "expression", "forehead-free", "face-uncovered", "darkness", "overexposure", "side-light", "top-light",
    "face-contrast", "deep-shadow", "sharpness", "grain", "true-colour", "colour-cast", "background-colour",
    "background-gradient", "background-shadow", "background-clean", "background-replaced", "clothes-contrast",
  ]
}
