import GraduatePhotos

/// All checks, in the order of reports.
public struct PhotoChecks: Sendable {
  public static let all: [any PhotoCheck] = [
    FaceCount(), RealFace(),
    PixelSize(), CompressionQuality(), FileSize(), Resolution(), ColourMode(),
    EyePosition(), HeadTop(), FaceWidth(), Centring(),
    HeadTilt(), HeadTurn(), HeadNod(), ShouldersLevel(),
    EyesOpen(), EyesVisible(), EyeGlare(), Glasses(), Gaze(),
    MouthClosed(), Expression(), ForeheadFree(), FaceUncovered(),
    Darkness(), Overexposure(), SideLight(), TopLight(), FaceContrast(), DeepShadow(),
    Sharpness(), Grain(), TrueColour(), ColourCast(),
    BackgroundColour(), BackgroundGradient(), BackgroundShadow(), BackgroundClean(), BackgroundReplaced(),
    ClothesContrast(),
  ]

  /// Checks whose failures become 「需人工看」: the campaign's or the person's special cases (ptosis, head covering for faith or medicine).
  public let loosened: Set<String>
  /// A school's own rule for glasses; nil takes the standard's.
  public let glasses: PhotoStandard.GlassesRule?

  public init(loosened: Set<String> = [], glasses: PhotoStandard.GlassesRule? = nil) {
    self.loosened = loosened
    self.glasses = glasses
  }

  /// With what a person's approved special case lets a person decide.
  public init(excused: Set<ExcusableCheck>, glasses: PhotoStandard.GlassesRule? = nil) {
    self.init(loosened: Set(excused.flatMap(\.photoChecks)), glasses: glasses)
  }

  /// One finding for every check.
  public func findings(of photo: JudgedPhoto) -> [Finding] {
    let photo = glasses.map(photo.ruled) ?? photo
    let loosened = loosened.union(photo.standard.personDecides)
    return Self.all.map { check in
      var finding = check.finding(of: photo)
      if finding.verdict == .fail, loosened.contains(check.name) {
        finding.verdict = .look
        finding.message += "（特殊情况，请人工看）"
      }
      return finding
    }
  }

  /// The worst of them.
  public static func verdict(_ findings: [Finding]) -> Finding.Verdict { findings.map(\.verdict).max() ?? .pass }
}

extension JudgedPhoto {
  fileprivate func ruled(_ glasses: PhotoStandard.GlassesRule) -> JudgedPhoto {
    var standard = standard
    standard.glasses = glasses
    return JudgedPhoto(
      header: header, measures: measures, standard: standard, origin: origin, isBackgroundReplaced: isBackgroundReplaced)
  }
}
