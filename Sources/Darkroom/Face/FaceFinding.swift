/// What was found in one picture: every face, and the mesh and eyes of the one that was photographed.
public struct FaceFinding: Sendable {
  /// All faces, the photographed one first, then by prominence.
  public let faces: [DetectedFace]
  public let landmarks: FaceLandmarks
  public let leftEye: EyeLandmarks
  public let rightEye: EyeLandmarks

  /// The same in another picture: `point · scale + shift`.
  public func moved(scale: Double, by shift: PixelPoint) -> FaceFinding {
    FaceFinding(
      faces: faces.map { $0.moved(scale: scale, by: shift) }, landmarks: landmarks.moved(scale: scale, by: shift),
      leftEye: leftEye.moved(scale: scale, by: shift), rightEye: rightEye.moved(scale: scale, by: shift))
  }
}

extension DetectedFace {
  func moved(scale: Double, by shift: PixelPoint) -> DetectedFace {
    DetectedFace(
      score: score,
      box: PixelRect(
        x: box.x * scale + shift.x, y: box.y * scale + shift.y, width: box.width * scale, height: box.height * scale),
      points: points.map { PixelPoint(x: $0.x * scale + shift.x, y: $0.y * scale + shift.y) })
  }
}

/// Looks for faces, and lays mesh and eyes over the one that was photographed.
struct FaceFinder: Sendable {
  let models: FaceModels

  /// The photographed face with its mesh and eyes, and every other one; nil when nothing in the picture is a face.
  func finding(in image: RGBImage) throws -> FaceFinding? {
    let copy = searchCopy(of: image)
    let factor = Double(copy.factor)
    let found = try models.detector.faces(in: copy.image).map { $0.moved(scale: factor, by: PixelPoint(x: 0, y: 0)) }
      .sorted { $1.prominence < $0.prominence }
    // the most prominent may be a pattern on a wall: the first with a mesh on it is taken
    for (index, face) in found.prefix(FaceLimits.meshTries).enumerated() {
      var landmarks = try models.mesh.landmarks(of: face, in: image)
      let width = landmarks.distance(MeshPoint.cheekLeft, MeshPoint.cheekRight)
      guard landmarks.faceFlag >= FaceLimits.leastFaceFlag, width >= FaceLimits.leastFaceWidth else { continue }
      var eyes = try models.iris.eyes(of: landmarks, in: image)
      if min(eyes.left.opening, eyes.right.opening) < FaceLimits.doubtfulLidGap {
        landmarks = try models.mesh.landmarks(near: landmarks, in: image)
        eyes = try models.iris.eyes(of: landmarks, in: image)
      }
      let known = Array(found[index...])
      let peeping = try peeping(beside: landmarks, known: known, in: image)
      let others = try known.dropFirst().filter { try isFace($0, in: image) } + peeping
      return FaceFinding(
        faces: [face] + others.sorted { $1.prominence < $0.prominence }, landmarks: landmarks, leftEye: eyes.left,
        rightEye: eyes.right)
    }
    return nil
  }

  /// Small faces beside the neck and the shoulders, where somebody peeps in: a third of the photographed face's width is too small for the
  /// search in the whole picture.
  private func peeping(beside face: FaceLandmarks, known: [DetectedFace], in image: RGBImage) throws -> [DetectedFace] {
    let width = face.distance(MeshPoint.cheekLeft, MeshPoint.cheekRight)
    let middle = face[MeshPoint.cheekLeft].middle(to: face[MeshPoint.cheekRight]).x
    let eyes = face[MeshPoint.leftEyeOuter].middle(to: face[MeshPoint.rightEyeOuter]).y
    let strip = (width: FaceLimits.stripHeight / 2 * width, height: FaceLimits.stripHeight * width)
    let top = eyes + FaceLimits.stripBelowEyes * width
    let left = PixelRect(x: middle - FaceLimits.stripReach * width, y: top, width: strip.width, height: strip.height)
    let right = PixelRect(
      x: middle + FaceLimits.stripReach * width - strip.width, y: top, width: strip.width, height: strip.height)
    var found: [DetectedFace] = []
    for place in try models.detector.candidates(in: image, strips: (left, right)).prefix(FaceLimits.peepingTries) {
      guard !known.contains(where: { $0.box.contains(place) }) else { continue }
      for look in FaceLimits.secondLooks {
        let face = try models.detector.faces(in: image, center: place, side: look * width).first { face in
          // the large face is seen again, cut off and smaller: it lies inside what is known
          let isKnown = (known + found).contains { known in
            known.box.sharedArea(face.box) > FaceLimits.sameFaceShare * min(known.box.area, face.box.area)
          }
          return try !isKnown && isFace(face, in: image)
        }
        if let face {
          found.append(face)
          break
        }
      }
    }
    return found
  }

  /// Whether a second face is one: sure at once, or with a mesh that fits.
  ///
  /// A face cut by the edge has no good mesh.
  private func isFace(_ face: DetectedFace, in image: RGBImage) throws -> Bool {
    if face.score >= FaceLimits.sureDetectionScore { return true }
    return try models.mesh.landmarks(of: face, in: image).faceFlag >= FaceLimits.leastSecondFaceFlag
  }

  private func searchCopy(of image: RGBImage) -> (image: RGBImage, factor: Int) {
    let factor = max(image.width, image.height) / FaceLimits.searchCopySide
    guard factor >= 2, min(image.width, image.height) >= factor else { return (image, 1) }
    return (image.boxShrunk(columns: 0..<image.width, rows: 0..<image.height, factor: factor), factor)
  }
}

extension PixelRect {
  /// Square pixels.
  var area: Double { width * height }

  func contains(_ point: PixelPoint) -> Bool { point.x >= x && point.x <= maxX && point.y >= y && point.y <= maxY }
}
