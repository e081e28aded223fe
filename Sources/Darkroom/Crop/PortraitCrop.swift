import GraduatePhotos

/// A requirement as a crop meets or misses it.
public struct CropMeasure: Sendable, Hashable, Codable {
  public var requirement: CropRequirement
  /// Pixels of the portrait.
  public var value: Double
  public var range: CropRange

  /// Rounding does not count.
  public var isMet: Bool { range.contains(value, tolerance: 1e-4) }
}

/// The part of the original that becomes the portrait.
public struct PortraitCrop: Sendable, Hashable, Codable {
  /// Portrait pixels for each pixel of the original.
  public var scale: Double
  /// In upright pixels of the original, at sub-pixel precision.
  public var source: PixelRect
  public var measures: [CropMeasure]
  /// Requirements that the standard itself lets give way to another (GA 461: eyes before hairline).
  public var yielded: [CropRequirement]

  /// From upright pixels of the original to pixels of the portrait.
  public func portrait(_ point: PixelPoint) -> PixelPoint {
    PixelPoint(x: (point.x - source.x) * scale, y: (point.y - source.y) * scale)
  }

  /// The coarsest scale to decode at so that none of the portrait's pixels is made up: 1, 2, 4 or 8.
  public var decodeScale: Int { [8, 4, 2].first { scale * Double($0) <= 1 } ?? 1 }

  /// What to decode for it, with the pixels around it that resampling looks at.
  public var decodeWish: DecodeWish {
    let reach = 4 * max(Double(decodeScale), 1 / scale)
    return DecodeWish(.scale(decodeScale), part: source.grown(by: reach))
  }
}

/// Whether a portrait can be cut.
public enum CropOutcome: Sendable, Equatable {
  /// Every requirement is met.
  case crop(PortraitCrop)
  /// Why not; and the crop that misses fewest requirements, to be shown, when the picture has room for any.
  case impossible([CropObstacle], nearest: PortraitCrop?)
}

extension PhotoStandard {
  /// The crop of that face from a picture of that size (upright pixels).
  public func crop(
    _ face: FacePlacement, width: Int, height: Int, enlargement: Double = DarkroomLimits.enlargement
  ) -> CropOutcome {
    guard face.isUsable, width > 0, height > 0 else { return .impossible([.unusableMeasures], nearest: nil) }
    let solver = CropSolver(self, face, width: width, height: height, enlargement: enlargement)
    if let point = solver.best(solver.required) {
      return .crop(solver.crop(point, yielded: solver.hasYieldedHair ? [.hairline] : []))
    }
    if eyes.decidesOverHairline {
      let strict = solver.required.filter { $0.requirement != .hairline }
      if let point = solver.best(strict) { return .crop(solver.crop(point, yielded: [.hairline])) }
    }
    return .impossible(solver.obstacles(), nearest: solver.nearest())
  }
}
