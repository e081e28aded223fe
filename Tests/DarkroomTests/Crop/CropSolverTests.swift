import GraduatePhotos
import Testing

@testable import Darkroom

/// A small seeded generator (SplitMix64): the same seed makes the same faces on every machine.
struct FaceChance {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func number(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(next() >> 11) / Double(UInt64(1) << 53)
  }

  /// A face somewhere in (or partly out of) a picture of that size.
  mutating func face(width: Double, height: Double) -> FacePlacement {
    let faceWidth = number(40...1_200)
    let eyes = number(0.1...0.8) * height
    let hairline = eyes - faceWidth * number(0.4...1.1)
    return FacePlacement(
      eyesY: eyes, hairlineY: hairline, headTopY: hairline - faceWidth * number(0...0.3),
      chinY: eyes + faceWidth * number(0.6...1),
      faceWidth: faceWidth, centreX: width * number(0.1...0.9),
      headWidth: number(0...1) < 0.5 ? nil : faceWidth * number(1...1.4))
  }
}

@Suite("cropping")
struct CropSolverTests {
  private static let standards: [PhotoStandard] = {
    var eyesOnly = PhotoStandard.freshman
    eyesOnly.eyes = .init(edge: .bottom, pixels: .init(least: 300))
    var strict = PhotoStandard.identityCard
    strict.eyes.decidesOverHairline = false
    return PhotoStandard.builtIn + [eyesOnly, strict]
  }()

  /// An ordinary picture: 1350 × 1800, the face in the middle.
  private let face = FacePlacement(eyesY: 900, hairlineY: 480, headTopY: 440, chinY: 1_330, faceWidth: 600, centreX: 675)

  private func crop(_ outcome: CropOutcome) throws -> PortraitCrop {
    guard case .crop(let crop) = outcome else { throw Missing(outcome: outcome) }
    return crop
  }

  @Test("Hair that stands high is no reason to have no portrait: the face is placed as usual, the hair stays inside")
  func tallHair() throws {
    let standard = PhotoStandard.national2017
    // 1.4 face widths above the eyes: no crop has both the eyes and this at their distances
    let bun = FacePlacement(eyesY: 1_000, hairlineY: 440, headTopY: 440, chinY: 1_290, faceWidth: 400, centreX: 675)
    let crop = try crop(standard.crop(bun, width: 1_350, height: 2_000))
    #expect(crop.yielded == [.hairline])
    #expect(standard.eyes.pixels.contains(Int((crop.portrait(PixelPoint(x: 675, y: 1_000)).y).rounded())))
    #expect(standard.faceWidthPixels.contains(Int((400 * crop.scale).rounded())))
    #expect(crop.portrait(PixelPoint(x: 675, y: 440)).y >= 0)
    // hair beyond any portrait stays a refusal
    let tower = FacePlacement(eyesY: 1_000, hairlineY: 100, headTopY: 100, chinY: 1_290, faceWidth: 400, centreX: 675)
    #expect(!obstacles(standard.crop(tower, width: 1_350, height: 2_000)).isEmpty)
  }

  private struct Missing: Error {
    let outcome: CropOutcome
  }

  private func obstacles(_ outcome: CropOutcome) -> [CropObstacle] {
    guard case .impossible(let obstacles, _) = outcome else { return [] }
    return obstacles
  }

  @Test("an ordinary face is cut with every number near its middle, upright and in the middle")
  func ordinary() throws {
    let crop = try crop(PhotoStandard.national2017.crop(face, width: 1_350, height: 1_800))
    #expect(crop.measures.map(\.requirement) == [.eyes, .hairline, .faceWidth, .centring])
    #expect(crop.measures.allSatisfy { $0.isMet })
    #expect(abs(crop.source.width / crop.source.height - 0.75) < 1e-9)
    #expect(abs(crop.source.width * crop.scale - 480) < 1e-6)
    let eyes = crop.portrait(PixelPoint(x: 675, y: 900))
    #expect(abs(eyes.x - 240) < 1e-9 && (225...275).contains(eyes.y))
    #expect((210...270).contains(600 * crop.scale))
  }

  @Test("the least cost: no other crop inside the picture is nearer to the middles", arguments: [1_600, 1_800, 2_600])
  func least(_ height: Int) throws {
    let solver = CropSolver(.national2017, face, width: 1_350, height: height, enlargement: 1)
    func cost(_ scale: Double, _ y: Double) -> Double {
      solver.terms.reduce(0) { sum, term in
        let away = (term.value(scale: scale, y: y) - term.aim) / term.unit
        return sum + away * away
      }
    }
    let best = try #require(solver.best(solver.terms))
    let least = cost(best.s, best.y)
    var compared = 0
    for scaleStep in -80...80 {
      for yStep in -80...80 {
        let scale = best.s + Double(scaleStep) * 0.001
        let y = best.y + Double(yStep) * 0.5
        guard y >= 0, y <= Double(height) * scale - 640, 675 * scale >= 240 else { continue }
        compared += 1
        #expect(cost(scale, y) >= least - 1e-9)
      }
    }
    #expect(compared > 1_000)
  }

  /// By brute force: scales in fine steps, for each the exact interval of Y.
  private func exists(_ solver: CropSolver, _ terms: [CropTerm]) -> Bool {
    let top = min(solver.enlargement, 4)
    for step in 1...3_000 {
      let scale = top * Double(step) / 3_000
      let half = solver.width / 2 - solver.offCentre
      guard solver.face.centreX * scale >= half, (solver.pictureWidth - solver.face.centreX) * scale >= half,
        solver.pictureWidth * scale >= solver.width
      else { continue }
      var low = 0.0
      var high = solver.pictureHeight * scale - solver.height
      for term in terms {
        let base = term.perScale * scale + term.constant
        let ends = [term.range.low.map { $0 - base }, term.range.high.map { $0 - base }]
        switch term.perY {
        case 0:
          if !term.range.contains(base) { (low, high) = (1, 0) }
        case 1: (low, high) = (max(low, ends[0] ?? -.infinity), min(high, ends[1] ?? .infinity))
        default: (low, high) = (max(low, ends[1].map { -$0 } ?? -.infinity), min(high, ends[0].map { -$0 } ?? .infinity))
        }
      }
      if low <= high { return true }
    }
    return false
  }

  @Test("whenever a crop exists it is found; what is found meets every requirement inside the picture", arguments: 1...7)
  func property(_ seed: Int) throws {
    var chance = FaceChance(seed: UInt64(seed))
    var found = 0
    var impossible = 0
    for _ in 0..<150 {
      let width = chance.number(400...4_000).rounded()
      let height = chance.number(500...5_000).rounded()
      let face = chance.face(width: width, height: height)
      let standard = Self.standards[seed - 1]
      let solver = CropSolver(standard, face, width: Int(width), height: Int(height), enlargement: 1)
      switch standard.crop(face, width: Int(width), height: Int(height)) {
      case .crop(let crop):
        found += 1
        check(crop, width: width, height: height)
      case .impossible(let obstacles, let nearest):
        impossible += 1
        #expect(!obstacles.isEmpty)
        #expect(!exists(solver, solver.terms), "a crop exists: \(standard.id) \(face) \(width)×\(height)")
        if let nearest { checkInside(nearest, width: width, height: height) }
      }
    }
    #expect(found > 5 && impossible > 5)
  }

  private func check(_ crop: PortraitCrop, width: Double, height: Double) {
    checkInside(crop, width: width, height: height)
    for measure in crop.measures where !crop.yielded.contains(measure.requirement) {
      #expect(measure.isMet, "\(measure)")
    }
  }

  private func checkInside(_ crop: PortraitCrop, width: Double, height: Double) {
    let rounding = 1e-5
    #expect(crop.source.x >= -rounding && crop.source.y >= -rounding)
    #expect(crop.source.maxX <= width + rounding && crop.source.maxY <= height + rounding)
    #expect(crop.scale <= 1 + rounding)
  }

  @Test("what is missing is told exactly: with so much more the crop exists, with less it does not")
  func missing() throws {
    var seen = Set<String>()
    var chance = FaceChance(seed: 99)
    for _ in 0..<600 {
      let width = chance.number(900...2_000).rounded()
      let height = chance.number(1_000...2_600).rounded()
      var face = chance.face(width: width, height: height)
      face.faceWidth = chance.number(250...700)
      let found = obstacles(PhotoStandard.national2017.crop(face, width: Int(width), height: Int(height)))
      guard found.count == 1, let obstacle = found.first else { continue }
      func exists(_ more: Int) -> Bool {
        var moved = face
        var (newWidth, newHeight) = (Int(width), Int(height))
        switch obstacle {
        case .above:
          newHeight += more
          for path in [\FacePlacement.eyesY, \.hairlineY, \.headTopY, \.chinY] { moved[keyPath: path] += Double(more) }
        case .below: newHeight += more
        case .left:
          newWidth += more
          moved.centreX += Double(more)
        default: newWidth += more
        }
        return obstacles(PhotoStandard.national2017.crop(moved, width: newWidth, height: newHeight)) != found
          && !obstacles(PhotoStandard.national2017.crop(moved, width: newWidth, height: newHeight)).contains {
            $0.isSameKind(obstacle)
          }
      }
      switch obstacle {
      case .above(let missing), .below(let missing), .left(let missing), .right(let missing):
        seen.insert(String(obstacle.message.prefix(6)))
        #expect(exists(missing), "\(obstacle) \(face) \(width) \(height)")
        if missing > 2 { #expect(!exists(missing - 2), "\(obstacle)") }
      default: continue
      }
    }
    #expect(seen.count >= 3)
  }

  @Test("too near the upper edge, too small, too far left: said with numbers")
  func sentences() throws {
    var high = face
    for path in [\FacePlacement.eyesY, \.hairlineY, \.headTopY, \.chinY] { high[keyPath: path] -= 470 }
    let above = obstacles(PhotoStandard.national2017.crop(high, width: 1_350, height: 1_800))
    // The hairline is 10 px below the edge, 50 portrait pixels are wanted, and the face may be at most 300 of them wide.
    #expect(above == [.above(missing: 90)])
    #expect(above.first?.message == "头顶离画面上边太近，原图上方空间不足 90 像素")
    var small = face
    small.faceWidth = 120
    small.hairlineY = 830
    small.headTopY = 820
    small.chinY = 980
    let tooSmall = obstacles(PhotoStandard.national2017.crop(small, width: 1_350, height: 1_800))
    #expect(tooSmall.first?.message == "人脸太小，需放大到 150% 才符合规范，超过原图像素")
    var left = face
    left.centreX = 300
    guard case .left = obstacles(PhotoStandard.national2017.crop(left, width: 1_350, height: 1_800)).first else {
      Issue.record("left")
      return
    }
    let broken = FacePlacement(eyesY: 10, hairlineY: 20, headTopY: 20, chinY: 5, faceWidth: .nan, centreX: 1)
    #expect(obstacles(PhotoStandard.national2017.crop(broken, width: 100, height: 100)) == [.unusableMeasures])
  }

  @Test("high hair: hairline and eyes against each other, with the distance")
  func highHair() throws {
    var high = face
    high.faceWidth = 300
    high.hairlineY = 400
    high.headTopY = 400
    let found = obstacles(PhotoStandard.national2017.crop(high, width: 1_350, height: 1_800))
    #expect(found == [.hairlineAgainstEyes(has: 300...500, wants: 90...250)])
    #expect(found.first?.message.contains("不能同时满足") == true)
  }

  @Test("GA 461: where both cannot be met the eyes decide over the hairline")
  func identityCard() throws {
    var high = face
    high.hairlineY = 180
    high.headTopY = 170
    let yielding = try crop(PhotoStandard.identityCard.crop(high, width: 1_350, height: 1_800))
    #expect(yielding.yielded == [.hairline])
    #expect(yielding.measures.filter { $0.requirement != .hairline }.allSatisfy { $0.isMet })
    let eyes = try #require(yielding.measures.first { $0.requirement == .eyes })
    #expect(eyes.value >= 207 - 1e-4)
    #expect(yielding.measures.contains { $0.requirement == .hairline && !$0.isMet })
    var strict = PhotoStandard.identityCard
    strict.eyes.decidesOverHairline = false
    #expect(!obstacles(strict.crop(high, width: 1_350, height: 1_800)).isEmpty)
  }

  @Test("the older standard divides the height: a tenth above, the head, a fifth for the shoulders")
  func composition() throws {
    let crop = try crop(PhotoStandard.national2002.crop(face, width: 1_350, height: 1_800))
    #expect(crop.measures.map(\.requirement) == [.aboveHead, .head, .centring])
    #expect(crop.measures.allSatisfy { $0.isMet })
    let top = crop.portrait(PixelPoint(x: 675, y: 440)).y
    let chin = crop.portrait(PixelPoint(x: 675, y: 1_330)).y
    #expect(abs(top - 64) <= 19.2 && (373...468).contains(chin - top))
  }

  @Test("a standard without numbers gets the usual composition")
  func freshman() throws {
    let crop = try crop(PhotoStandard.freshman.crop(face, width: 1_350, height: 1_800))
    #expect(abs(crop.portrait(PixelPoint(x: 675, y: 900)).y - 250) < 30)
    #expect(crop.measures.allSatisfy { $0.isMet })
  }

  @Test("a picture of the portrait's own size has one crop, itself")
  func ownSize() throws {
    let portrait = FacePlacement(eyesY: 250, hairlineY: 80, headTopY: 70, chinY: 430, faceWidth: 230, centreX: 241)
    let crop = try crop(PhotoStandard.national2017.crop(portrait, width: 480, height: 640))
    #expect(abs(crop.scale - 1) < 1e-9 && abs(crop.source.x) < 1e-6 && abs(crop.source.y) < 1e-6)
    #expect(crop.decodeScale == 1)
  }
}

extension CropObstacle {
  fileprivate func isSameKind(_ other: CropObstacle) -> Bool {
    switch (self, other) {
    case (.above, .above), (.below, .below), (.left, .left), (.right, .right): true
    default: false
    }
  }
}
