import GraduatePhotos

/// Finds the crop of a standard: upright, never rotated, never mirrored.
///
/// With `s` the scale (portrait pixels for each pixel of the original) and `X`, `Y` the crop's corner times `s`, everything is
/// linear: `eyes = eyesY·s − Y`, `hairline = hairlineY·s − Y`, `face width = faceWidth·s`, inside the picture `Y ≥ 0` and
/// `height·s − Y ≥ portrait height`. `X` follows from `s`: the face's middle in the middle, or as near as the edges let it.
/// So the allowed crops are a convex polygon of the (s, Y) plane, clipped exactly; it is empty only if no crop exists.
///
/// Cost: the sum over the requirements of the squared distance from the middle of its range, in half ranges (1 at a limit), the
/// distance from the centre counted likewise. The ranges are first narrowed by a half, then by a fifth, then by a millionth, then not: no
/// number is left on its limit, where the next measurement (or mere rounding) may tip it, to bring another to its middle.
struct CropSolver {
  let standard: PhotoStandard
  let face: FacePlacement
  /// The original, upright.
  let pictureWidth: Double
  let pictureHeight: Double
  let enlargement: Double
  /// What the standard asks of this face: what crops are measured by.
  let terms: [CropTerm]
  /// What a crop has to meet; the standard's terms but for hair that stands high.
  private(set) var required: [CropTerm]
  /// What costs are counted by.
  private var weighed: [CropTerm]

  private static let narrowings = [0.5, 0.2, 1e-6, 0]

  init(_ standard: PhotoStandard, _ face: FacePlacement, width: Int, height: Int, enlargement: Double) {
    self.standard = standard
    self.face = face
    pictureWidth = Double(width)
    pictureHeight = Double(height)
    self.enlargement = enlargement
    terms = standard.cropTerms(face)
    required = terms
    weighed = terms
    if face.hasTallHair, !standard.hairlineToTopPixels.isOpen, region(terms, []).isEmpty { placeAsUsual() }
  }

  /// Whether the head's top was given up because no picture of this person could meet it.
  var hasYieldedHair: Bool { required.contains { $0.requirement == .hairline && $0.range.high == nil } }

  /// A bun, an afro or a covering for faith is no reason to have no photo: the face is placed as if its hair were of usual height, all of the
  /// hair stays in the portrait, and the head's top is left to a person (`HeadTop`).
  private mutating func placeAsUsual() {
    var usual = face
    usual.hairlineY = face.eyesY - DarkroomLimits.usualHair * face.faceWidth
    weighed = standard.cropTerms(usual)
    let inside = CropTerm(
      requirement: .hairline, perScale: face.headTopY, perY: -1, constant: 0,
      range: CropRange(low: height * Double(DarkroomLimits.tallHairThousandths) / 1_000), aim: 0, unit: 1)
    required = weighed.filter { $0.requirement != .hairline } + [inside]
  }

  var width: Double { Double(standard.widthPixels) }
  var height: Double { Double(standard.heightPixels) }
  /// Portrait pixels the face may be off the middle.
  var offCentre: Double { width * Double(DarkroomLimits.offCentreThousandths) / 1_000 }
  /// Distance of the face's middle to the nearer side of the original.
  private var nearerSide: Double { min(face.centreX, pictureWidth - face.centreX) }

  /// What the picture itself limits.
  enum Limit: CaseIterable {
    case top, bottom, left, right, width, enlargement
  }

  func plane(_ limit: Limit) -> ConvexPolygon.HalfPlane {
    switch limit {
    case .top: .init(a: 0, b: 1, c: 0)
    case .bottom: .init(a: pictureHeight, b: -1, c: -height)
    case .left: .init(a: face.centreX, b: 0, c: offCentre - width / 2)
    case .right: .init(a: pictureWidth - face.centreX, b: 0, c: offCentre - width / 2)
    case .width: .init(a: pictureWidth, b: 0, c: -width)
    // Times the portrait's height: in portrait pixels, as the others are.
    case .enlargement: .init(a: -height, b: 0, c: enlargement * height)
    }
  }

  /// The crops that meet these requirements within these limits.
  func region(_ terms: [CropTerm], _ limits: [Limit], narrowed part: Double = 0) -> ConvexPolygon {
    var planes = limits.map(plane)
    for term in terms {
      let range = term.range.narrowed(by: part)
      if let low = range.low { planes.append(.init(a: term.perScale, b: term.perY, c: term.constant - low)) }
      if let high = range.high { planes.append(.init(a: -term.perScale, b: -term.perY, c: high - term.constant)) }
    }
    // Far beyond any picture: only there to have a polygon to begin with.
    return ConvexPolygon(scale: 1e-4...1e3, y: -1e6...1e6).clipped(planes)
  }

  /// The best crop that meets these requirements within these limits; nil when there is none.
  func best(_ required: [CropTerm], _ limits: [Limit] = Limit.allCases) -> ConvexPolygon.Corner? {
    for part in Self.narrowings {
      let region = region(required, limits, narrowed: part)
      if !region.isEmpty { return least(in: region) }
    }
    return nil
  }

  /// All requirements cost, those that are not required too.
  private func cost(withOffCentre: Bool) -> ConvexPolygon.Cost {
    var cost = ConvexPolygon.Cost()
    for term in weighed { cost.add(a: term.perScale, b: term.perY, c: term.constant - term.aim, unit: term.unit) }
    if withOffCentre { cost.add(a: -nearerSide, b: 0, c: width / 2, unit: max(1, offCentre)) }
    return cost
  }

  /// Below one scale the face cannot stand in the middle and the distance costs; above it costs nothing.
  ///
  /// Each side is a polygon with a cost of its own, the better of both is best.
  private func least(in region: ConvexPolygon) -> ConvexPolygon.Corner? {
    let centred = cost(withOffCentre: false)
    let shifted = cost(withOffCentre: true)
    let above = region.clipped(.init(a: nearerSide, b: 0, c: -width / 2)).least(centred)
    let below = region.clipped(.init(a: -nearerSide, b: 0, c: width / 2)).least(shifted)
    guard let above else { return below }
    guard let below else { return above }
    return centred.value(above) <= shifted.value(below) ? above : below
  }

  /// The crop of a point of the plane.
  func crop(_ point: ConvexPolygon.Corner, yielded: [CropRequirement]) -> PortraitCrop {
    let scale = point.s
    let x = min(max(face.centreX * scale - width / 2, 0), max(0, pictureWidth * scale - width))
    var measures = terms.map {
      CropMeasure(requirement: $0.requirement, value: $0.value(scale: scale, y: point.y), range: $0.range)
    }
    measures.append(
      CropMeasure(
        requirement: .centring, value: face.centreX * scale - x - width / 2, range: CropRange(low: -offCentre, high: offCentre))
    )
    return PortraitCrop(
      scale: scale, source: PixelRect(x: x / scale, y: point.y / scale, width: width / scale, height: height / scale),
      measures: measures, yielded: yielded)
  }
}
