/// Where the face is, in upright pixels of the original picture: what a crop is made from.
public struct FacePlacement: Sendable, Hashable, Codable {
  /// Height of the line through both pupils at its middle.
  public var eyesY: Double
  /// What the standards call 头顶发际: the line whose distance to the upper edge they limit.
  public var hairlineY: Double
  /// Top of the head with its hair; at or above `hairlineY`.
  public var headTopY: Double
  /// Lowest point of the chin.
  public var chinY: Double
  /// Between the cheeks.
  public var faceWidth: Double
  /// Middle of the face.
  public var centreX: Double
  /// Head with hair and ears; nil when not measured.
  public var headWidth: Double?

  public init(
    eyesY: Double, hairlineY: Double, headTopY: Double, chinY: Double, faceWidth: Double, centreX: Double,
    headWidth: Double? = nil
  ) {
    self.eyesY = eyesY
    self.hairlineY = hairlineY
    self.headTopY = headTopY
    self.chinY = chinY
    self.faceWidth = faceWidth
    self.centreX = centreX
    self.headWidth = headWidth
  }

  /// Whether the hair stands so high that the standard's distances cannot be meant of its top.
  var hasTallHair: Bool { eyesY - headTopY > DarkroomLimits.tallHair * faceWidth }

  /// Finite, and in the order of a face that is not upside down.
  var isUsable: Bool {
    [eyesY, hairlineY, headTopY, chinY, faceWidth, centreX, headWidth ?? 1].allSatisfy { $0.isFinite && abs($0) < 1e6 }
      && headTopY <= hairlineY && hairlineY < eyesY && eyesY < chinY && faceWidth > 0 && (headWidth ?? 1) > 0
  }
}
