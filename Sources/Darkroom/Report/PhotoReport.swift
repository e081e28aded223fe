import GraduatePhotos

/// What the darkroom says of one picture, and the portrait that it made of it.
public struct PhotoReport: Sendable {
  public let header: PictureHeader
  /// The standard it was judged by.
  public let standard: PhotoStandard
  /// One for every check, in the order of reports.
  public let findings: [Finding]
  public let measures: PhotoMeasures
  /// Nil when none could be cut; the findings say why.
  public let portrait: MadePortrait?
  /// What was measured: the portrait, or what one would have shown; nil without a face.
  public let frame: PortraitFrame?
  /// Differs from run to run, the rest never.
  public let times: StageTimes

  /// The worst of the findings.
  public var verdict: Finding.Verdict { PhotoChecks.verdict(findings) }

  /// What keeps it from passing, the worst first.
  ///
  /// Beside failures, what could not be measured is left out: mostly they are why.
  public var problems: [Finding] {
    let failures = findings.filter { $0.verdict == .fail }
    return failures + findings.filter { $0.verdict == .look && (failures.isEmpty || $0.value != nil) }
  }

  public var isBackgroundReplaced: Bool {
    if case .cut(_, _, _, _, let isReplaced)? = portrait?.origin { return isReplaced }
    return false
  }
}
