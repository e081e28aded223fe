import GraduatePhotos

/// One number of a standard that a crop has to meet, in pixels of the portrait.
public enum CropRequirement: String, Sendable, Hashable, CaseIterable, Codable {
  /// Distance of the eyes from the edge that the standard names.
  case eyes
  case hairline
  case faceWidth = "face-width"
  /// Distance of the face's middle from the portrait's, to the right.
  case centring
  /// Space above the head, where a standard divides the height.
  case aboveHead = "above-head"
  /// From the head's top to the chin.
  case head
  /// Width of the head with its hair.
  case headWidth = "head-width"

  public var chineseName: String {
    switch self {
    case .eyes: "眼睛位置"
    case .hairline: "头顶发际距上边"
    case .faceWidth: "脸宽"
    case .centring: "左右居中"
    case .aboveHead: "头上空"
    case .head: "头部高度"
    case .headWidth: "头部宽度"
    }
  }
}

/// A range of a portrait's pixels; nil is open.
///
/// Both ends belong to it.
public struct CropRange: Sendable, Hashable, Codable {
  public var low: Double?
  public var high: Double?

  public init(low: Double? = nil, high: Double? = nil) {
    self.low = low
    self.high = high
  }

  init(_ bounds: PhotoStandard.Bounds) { self.init(low: bounds.least.map(Double.init), high: bounds.most.map(Double.init)) }

  public func contains(_ value: Double, tolerance: Double = 0) -> Bool {
    value >= (low ?? -.infinity) - tolerance && value <= (high ?? .infinity) + tolerance
  }

  /// Both ends moved inwards by a part (0…1) of the half width; an open range stays.
  func narrowed(by part: Double) -> CropRange {
    guard let low, let high else { return self }
    let step = (high - low) / 2 * part
    return CropRange(low: low + step, high: high - step)
  }

  /// Half the width of a closed range.
  var half: Double? { low.flatMap { low in high.map { ($0 - low) / 2 } } }
}

/// A requirement as a linear function of the crop: `perScale × s + perY × Y + constant`, with `s` in portrait pixels for each
/// pixel of the original and `Y` the crop's upper edge in portrait pixels (`y × s`).
struct CropTerm {
  let requirement: CropRequirement
  let perScale: Double
  let perY: Double
  let constant: Double
  /// What is allowed.
  let range: CropRange
  /// What is best, and the distance from it that costs 1.
  let aim: Double
  let unit: Double

  func value(scale: Double, y: Double) -> Double { perScale * scale + perY * y + constant }
}

extension PhotoStandard {
  /// Aims where a standard names no number: the middles of the national standard of 2017, as parts of the portrait.
  private static let usualEyes = 250.0 / 640
  private static let usualHairline = 80.0 / 640
  private static let usualFaceWidth = 240.0 / 480
  /// A bound open on one side is aimed at with a twentieth of the height to spare.
  private static let spare = 1.0 / 20

  /// What a crop of that face has to meet.
  func cropTerms(_ face: FacePlacement) -> [CropTerm] {
    let isDivided = composition != nil
    var terms: [CropTerm] = []
    func add(
      _ requirement: CropRequirement, perScale: Double, perY: Double = 0, constant: Double = 0, _ range: CropRange,
      usual: Double?
    ) {
      let isOpen = range.low == nil && range.high == nil
      guard !isOpen || (usual != nil && !isDivided) else { return }
      let (aim, unit) = Self.aim(range, usual: usual ?? 0, height: Double(heightPixels))
      terms.append(
        CropTerm(
          requirement: requirement, perScale: perScale, perY: perY, constant: constant, range: range, aim: aim, unit: unit))
    }
    let height = Double(heightPixels)
    let isFromTop = eyes.edge == .top
    add(
      .eyes, perScale: isFromTop ? face.eyesY : -face.eyesY, perY: isFromTop ? -1 : 1, constant: isFromTop ? 0 : height,
      CropRange(eyes.pixels), usual: (isFromTop ? Self.usualEyes : 1 - Self.usualEyes) * height)
    add(.hairline, perScale: face.hairlineY, perY: -1, CropRange(hairlineToTopPixels), usual: Self.usualHairline * height)
    add(.faceWidth, perScale: face.faceWidth, CropRange(faceWidthPixels), usual: Self.usualFaceWidth * Double(widthPixels))
    if let composition { terms += compositionTerms(composition, face) }
    return terms
  }

  private func compositionTerms(_ composition: Composition, _ face: FacePlacement) -> [CropTerm] {
    let height = Double(heightPixels)
    let slack = DarkroomLimits.compositionThousandths
    func pixels(_ thousandths: Int) -> Double { Double(thousandths) * height / 1_000 }
    func paper(_ millimetres: Int) -> Double { Double(millimetres) / Double(composition.paperHeightMillimetres) * height }
    let above = CropRange(low: pixels(composition.aboveHead - slack), high: pixels(composition.aboveHead + slack))
    // The parts of the height and the millimetres on paper come from one source and do not agree: either is accepted.
    let head = CropRange(
      low: min(pixels(composition.head - slack), composition.headLengthMillimetres.least.map(paper) ?? .infinity),
      high: max(pixels(composition.head + slack), composition.headLengthMillimetres.most.map(paper) ?? 0))
    var terms = [
      CropTerm(
        requirement: .aboveHead, perScale: face.headTopY, perY: -1, constant: 0, range: above,
        aim: pixels(composition.aboveHead),
        unit: above.half ?? 1),
      CropTerm(
        requirement: .head, perScale: face.chinY - face.headTopY, perY: 0, constant: 0, range: head,
        aim: pixels(composition.head),
        unit: head.half ?? 1),
    ]
    if let width = face.headWidth {
      let most = Double(widthPixels) * Double(1_000 - 2 * composition.besideHead) / 1_000
      terms.append(
        CropTerm(
          requirement: .headWidth, perScale: width, perY: 0, constant: 0, range: CropRange(high: most),
          aim: most * (1 - Self.spare),
          unit: most * Self.spare * 4))
    }
    return terms
  }

  private static func aim(_ range: CropRange, usual: Double, height: Double) -> (aim: Double, unit: Double) {
    let spare = max(1, height * Self.spare)
    switch (range.low, range.high) {
    case (let low?, let high?): return ((low + high) / 2, max(0.5, (high - low) / 2))
    case (let low?, nil): return (low + spare, spare)
    case (nil, let high?): return (high - spare, spare)
    case (nil, nil): return (usual, spare)
    }
  }
}
