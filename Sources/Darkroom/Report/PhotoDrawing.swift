import GraduatePhotos

/// What was measured, drawn over the portrait: lines, points and the standard's ranges as an SVG of the portrait's size.
///
/// A mark has the colour of its check's verdict; beside each line stands its number, because colour alone says nothing to some readers.
public struct PhotoDrawing {
  private let report: PhotoReport
  private let frame: PortraitFrame
  private let width: Double
  private let height: Double

  /// Nil when the picture has no face.
  public init?(_ report: PhotoReport) {
    guard let frame = report.frame else { return nil }
    self.report = report
    self.frame = frame
    width = Double(frame.image.width)
    height = Double(frame.image.height)
  }

  public var svg: String {
    """
    <svg class="marks" viewBox="0 0 \(number(width)) \(number(height))" aria-hidden="true">\
    \((placement + features + otherFaces).joined())</svg>
    """
  }

  /// Class of a mark: the verdict of its check.
  private func state(_ check: String) -> String {
    report.findings.first { $0.check == check }?.verdict.rawValue ?? Finding.Verdict.look.rawValue
  }

  // MARK: Where the face stands

  private var placement: [String] {
    guard let placement = report.measures.placement else { return [] }
    let standard = report.standard
    let eyes = standard.eyes
    let eyesY = { (pixels: Int) in eyes.edge == .top ? Double(pixels) : height - Double(pixels) }
    var marks = limits([eyes.pixels.least, eyes.pixels.most].compactMap { $0.map(eyesY) })
    marks += limits([standard.hairlineToTopPixels.least, standard.hairlineToTopPixels.most].compactMap { $0.map(Double.init) })
    let eyesValue = eyes.edge == .top ? placement.eyesToTop : placement.eyesToBottom
    marks.append(across(placement.eyesToTop, "眼睛 \(whole(eyesValue))", state(EyePosition().name)))
    marks.append(across(placement.headTopToTop, "头顶 \(whole(placement.headTopToTop))", state(HeadTop().name)))
    let middle = width / 2 + placement.offCentre
    marks.append(line(width / 2, 0, width / 2, height, "limit"))
    marks.append(
      line(middle, placement.headTopToTop, middle, min(height, placement.chinToTop + 12), "dash \(state(Centring().name))"))
    marks += faceWidth(placement)
    return marks
  }

  /// A bracket under the face from cheek to cheek.
  private func faceWidth(_ placement: PlacementMeasure) -> [String] {
    let (left, right) = (frame.face[MeshPoint.cheekLeft], frame.face[MeshPoint.cheekRight])
    let y = min(height - 8, placement.chinToTop + 14)
    let state = state(FaceWidth().name)
    return [
      line(left.x, left.y, left.x, y, "dash \(state)"), line(right.x, right.y, right.x, y, "dash \(state)"),
      line(left.x, y, right.x, y, state),
      text((left.x + right.x) / 2, min(height - 6, y + 22), "脸宽 \(whole(placement.faceWidth))", state, anchor: "middle"),
    ]
  }

  private func limits(_ ys: [Double]) -> [String] { ys.map { line(0, $0, width, $0, "limit") } }

  private func across(_ y: Double, _ label: String, _ state: String) -> String {
    line(0, y, width, y, state) + text(width - 6, max(18, y - 6), label, state, anchor: "end")
  }

  // MARK: Eyes, mouth, outline, others

  private var features: [String] {
    let finding = frame.sitter.finding
    let eyes = state(EyesOpen().name)
    func lids(_ eye: EyeLandmarks) -> [PixelPoint] { Array(eye.contour[0...8]) + eye.contour[9...15].reversed() }
    func iris(_ eye: EyeLandmarks) -> String {
      "<circle class=\"\(eyes)\" cx=\"\(number(eye.iris[0].x))\" cy=\"\(number(eye.iris[0].y))\" r=\"\(number(eye.irisDiameter / 2))\"/>"
    }
    return [
      ring(MeshPoint.oval.map { frame.face[$0] }, "face"),
      ring(lids(finding.leftEye), eyes), ring(lids(finding.rightEye), eyes), iris(finding.leftEye), iris(finding.rightEye),
      ring(MeshPoint.innerLips.map { frame.face[$0] }, state(MouthClosed().name)),
    ]
  }

  private var otherFaces: [String] {
    report.measures.faces.faces.dropFirst().map { face in
      """
      <rect class="fail" x="\(number(face.box.x))" y="\(number(face.box.y))" width="\(number(face.box.width))" \
      height="\(number(face.box.height))"/>
      """
    }
  }

  // MARK: Shapes

  private func ring(_ points: [PixelPoint], _ state: String) -> String {
    "<polygon class=\"\(state)\" points=\"\(points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " "))\"/>"
  }

  private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ state: String) -> String {
    "<line class=\"\(state)\" x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\"/>"
  }

  private func text(_ x: Double, _ y: Double, _ label: String, _ state: String, anchor: String) -> String {
    "<text class=\"\(state)\" x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(label)</text>"
  }

  private func number(_ value: Double) -> String { MeasuredNumber.text(value, places: 1) }
  private func whole(_ value: Double) -> String { MeasuredNumber.text(value, places: 0) }
}

/// Numbers as reports write them: so many places at most, no trailing zeros, never an exponent.
enum MeasuredNumber {
  static func text(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "—" }
    var factor = 1.0
    for _ in 0..<places { factor *= 10 }
    let rounded = (value * factor).rounded() / factor
    if rounded == rounded.rounded(), abs(rounded) < 1e15 { return String(Int(rounded)) }
    return String(rounded)
  }
}
