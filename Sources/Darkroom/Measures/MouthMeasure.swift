/// The mouth.
public struct MouthMeasure: Sendable, Hashable, Codable {
  /// Gap between the inner lips in the middle by the inner mouth's width: under 0.06 when closed, 0.2 in a broad smile.
  public var gap: Double
  /// Area between the lips that is brighter and less red than they are, in thousandths of the face's width squared: teeth.
  public var teeth: Double
  /// Width of the mouth by the distance of the irises: how broad the smile is.
  public var width: Double
  /// How much the corners stand above the middle of the lips, by the mouth's width: smiling up, sulking down.
  public var cornersUp: Double

  /// What is a tooth, in steps of CIE L*a*b* from the lips' own median.
  private enum Tooth {
    static let brighter = 4.0
    static let lessRed = 6.0
    /// How far the opening is grown upward and downward, by the face's width: the mesh lies on the lips' edge.
    static let grown = 0.008
  }

  init(_ frame: PortraitFrame) {
    let face = frame.face
    let corners = (face[MeshPoint.lipCornerLeft], face[MeshPoint.lipCornerRight])
    gap =
      face.distance(MeshPoint.innerLipTop, MeshPoint.innerLipBottom)
      / max(1, face.distance(MeshPoint.innerLipLeft, MeshPoint.innerLipRight))
    let mouthWidth = max(1, corners.0.distance(to: corners.1))
    let finding = frame.sitter.finding
    width = mouthWidth / max(1, finding.leftEye.iris[0].distance(to: finding.rightEye.iris[0]))
    let along = corners.0.direction(to: corners.1)
    let middle = face[MeshPoint.innerLipTop].middle(to: face[MeshPoint.innerLipBottom])
    let line = corners.0.middle(to: corners.1)
    // down in the face's own upright direction
    cornersUp = ((middle.y - line.y) * along.x - (middle.x - line.x) * along.y) / mouthWidth
    teeth = Self.teeth(frame)
  }

  private static func teeth(_ frame: PortraitFrame) -> Double {
    let face = frame.face
    let image = frame.image
    let grown = max(1, Tooth.grown * frame.sitter.faceWidth)
    let half = MeshPoint.innerLips.count / 2
    let opening = MeshPoint.innerLips.enumerated().map { index, point -> PixelPoint in
      // corners stay; the first half runs along the upper lip
      let shift = index % half == 0 ? 0 : index < half ? -grown : grown
      return PixelPoint(x: face[point].x, y: face[point].y + shift)
    }
    let inner = Region(polygon: opening, width: image.width, height: image.height)
    let outer = Region(polygon: MeshPoint.outerLips.map { face[$0] }, width: image.width, height: image.height)
    let inside = Dictionary(grouping: inner.runs, by: \.row)
    var lips: [LabColour] = []
    for run in outer.runs {
      let holes = inside[run.row] ?? []
      for column in run.columns where !holes.contains(where: { $0.columns.contains(column) }) {
        lips.append(image.lab(column: column, row: run.row))
      }
    }
    guard !lips.isEmpty else { return 0 }
    let lightness = lips.map(\.l).median
    let red = lips.map(\.a).median
    var count = 0
    for run in inner.runs {
      for column in run.columns {
        let colour = image.lab(column: column, row: run.row)
        if colour.l > lightness + Tooth.brighter, colour.a < red - Tooth.lessRed { count += 1 }
      }
    }
    return Double(count) / (frame.sitter.faceWidth * frame.sitter.faceWidth) * 1_000
  }
}

extension RGBImage {
  /// The colour of one pixel inside the picture.
  func lab(column: Int, row: Int) -> LabColour {
    let place = (row * width + column) * 3
    return LabColour(bytes[place], bytes[place + 1], bytes[place + 2])
  }
}
