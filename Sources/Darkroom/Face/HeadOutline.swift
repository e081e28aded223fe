import Foundation

/// The head as the person mask shows it.
struct HeadOutline: Sendable {
  /// Highest point of the head with its hair, pixels; the mask's upper edge when the head goes on above it.
  let topY: Double
  /// Width of the head with hair and ears between eyes and forehead, pixels; nil when other things touch it.
  let width: Double?

  /// Columns that are looked at, and how many of them make a row one of the head: a single strand of hair is not the head.
  private static let columns = 60
  private static let leastColumns = 5

  init(_ mask: PersonMask, face: FaceLandmarks) {
    let width = face.distance(MeshPoint.cheekLeft, MeshPoint.cheekRight)
    let middle = face[MeshPoint.cheekLeft].middle(to: face[MeshPoint.cheekRight]).x
    let forehead = face[MeshPoint.forehead].y
    let step = max(0.5, mask.rect.height / Double(PersonMask.side) / 2)
    var y = forehead
    var top = mask.rect.y
    while y > mask.rect.y {
      let filled = (0..<Self.columns).count { column in
        let x = middle + width * (Double(column) + 0.5 - Double(Self.columns) / 2) / Double(Self.columns) * 1.1
        return mask.probability(at: PixelPoint(x: x, y: y)) > 0.5
      }
      // the head ends at the first row that is no longer part of it: what floats above belongs to somebody else
      if filled < Self.leastColumns {
        top = min(forehead, y + step)
        break
      }
      y -= step
    }
    topY = top
    self.width = Self.width(mask, middle: middle, y: face[MeshPoint.leftEyeOuter].y - width * 0.1, faceWidth: width)
  }

  private static func width(_ mask: PersonMask, middle: Double, y: Double, faceWidth: Double) -> Double? {
    func reach(_ direction: Double) -> Double? {
      var distance = faceWidth * 0.3
      while distance < faceWidth {
        if mask.probability(at: PixelPoint(x: middle + direction * distance, y: y)) < 0.5 { return distance }
        distance += max(0.5, faceWidth / 200)
      }
      return nil
    }
    guard let left = reach(-1), let right = reach(1) else { return nil }
    return left + right
  }
}

extension Sitter {
  /// What a crop is made from, in pixels of the picture.
  ///
  /// 头顶发际, whose distance to the upper edge the standards limit, is taken as the top of the head **with** its hair. The words can mean
  /// the hairline above the forehead too, but the numbers cannot: GA 461 puts it 7–21 pixels under the edge and the eyes at most 234 with a
  /// face 207 wide, and from the eyes to the forehead's hairline it is about 0.6 of the face's width, to the top of the hair about 1.
  public var placement: FacePlacement {
    let face = finding.landmarks
    let head = HeadOutline(mask, face: face)
    return FacePlacement(
      eyesY: eyes.y, hairlineY: head.topY, headTopY: head.topY, chinY: face[MeshPoint.chin].y, faceWidth: faceWidth,
      centreX: (face[MeshPoint.cheekLeft].x + face[MeshPoint.cheekRight].x + 2 * eyes.x) / 4, headWidth: head.width)
  }

  /// The middle between both eyes' corners, pixels.
  var eyes: PixelPoint {
    let face = finding.landmarks
    let left = face[MeshPoint.leftEyeOuter].middle(to: face[MeshPoint.leftEyeInner])
    let right = face[MeshPoint.rightEyeOuter].middle(to: face[MeshPoint.rightEyeInner])
    return left.middle(to: right)
  }
}
