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
    BackgroundColour(), BackgroundGradient(), BackgroundShadow(), BackgroundClean(), ClothesContrast(),
  ]

  /// Checks whose failures become 「需人工看」: the campaign's or the person's special cases (ptosis, head covering for faith or medicine).
  public let loosened: Set<String>

  public init(loosened: Set<String> = []) { self.loosened = loosened }

  /// One finding for every check.
  public func findings(of photo: JudgedPhoto) -> [Finding] {
    Self.all.map { check in
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
