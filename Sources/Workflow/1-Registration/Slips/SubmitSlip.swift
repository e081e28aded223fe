import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Hands the draft in as a new version.
  ///
  /// An incomplete slip is taken (A9.1): it says what it holds up, and whoever plans sees it. Only what makes it meaningless is
  /// refused: a wrong name or code, no way to reach anybody, numbers or points beyond all bounds. The same slip handed in twice is one
  /// version. After the last day of registration it is still taken, and noted as late.
  /// - `version`: the draft's version that its writer saw.
  /// - Throws: `SlipRefusal.notFound`, `.savedMeanwhile`, `.meaningless`.
  public func submitSlip(
    _ slipID: String, draftVersion version: Int, by keeper: some RosterKeeper & PaperReader
  ) async throws -> SlipSubmission {
    try await records.write { transaction in
      let row = try transaction.slipRow(slipID, within: keeper.paperReach)
      let draft = try transaction.slipDraft(slipID)
      guard draft.version == version else { throw SlipRefusal.savedMeanwhile(by: draft.savedBy, at: draft.savedAt) }
      let around = try transaction.slipSurroundings(of: row)
      let slip = draft.body.tidied
      let problems = slip.problems(around.context)
      let hopeless = slip.meaningless(problems)
      guard hopeless.isEmpty else { throw SlipRefusal.meaningless(hopeless) }
      let lastDay = around.plan.days(of: .registration)?.last
      let isLate = lastDay.map { $0 < transaction.today } ?? false
      let newest = try transaction.newestSlipBody(slipID)
      let body = try slip.canonicalBody()
      if let newest, newest.body == body {
        return SlipSubmission(number: newest.number, isNew: false, isLate: isLate, problems: problems)
      }
      let submission = SlipSubmission(number: (newest?.number ?? 0) + 1, isNew: true, isLate: isLate, problems: problems)
      try transaction.insertSlipVersion(
        slipID, number: submission.number, slip: slip, body: body, heldUp: submission.heldUp, by: keeper)
      try transaction.journal(
        JournalLine(
          action: .slipSubmitted, recordKind: "slip", recordID: slipID, campaignID: row.campaignID,
          details: [
            "version": "\(submission.number)", "late": isLate ? "yes" : "no", "heads": "\(slip.headCounts.total)",
            "holds-up": submission.heldUp.map(\.rawValue).joined(separator: " "),
          ]),
        by: keeper)
      return submission
    }
  }
}

extension RegistrationSlip {
  /// What stands against handing it in at all, as sentences; empty when it can be.
  func meaningless(_ problems: [SlipProblem]) -> [String] {
    var sentences = problems.filter { problem in
      switch problem.field {
      case .institutionName, .studyCenterName, .institutionCode, .headCount: problem.severity == .error
      default: false
      }
    }.map(\.sentence)
    if points.count > RegistrationLimits.shootingPoints, let problem = problems.first(where: { $0.field == .points }) {
      sentences.append(problem.sentence)
    }
    if contactName.isEmpty || (telephone.isEmpty && secondTelephone.isEmpty) {
      sentences.append("联系人和电话：没有填写，采集单位无法联系贵校")
    }
    return sentences
  }

  /// Without blanks around the texts: the form in which a slip is handed in, so that a blank is no new version.
  var tidied: RegistrationSlip {
    var slip = self
    for path in Self.texts { slip[keyPath: path] = slip[keyPath: path].trimmed }
    slip.points = points.map { point in
      ShootingPoint(
        name: point.name.trimmed, address: point.address.trimmed, leader: point.leader.tidied,
        coordinators: point.coordinators.map(\.tidied), venue: point.venue)
    }
    return slip
  }

  private static var texts: [WritableKeyPath<RegistrationSlip, String>] {
    [
      \.institutionName, \.studyCenterName, \.institutionCode, \.address, \.postcode, \.contactName, \.telephone,
      \.secondTelephone, \.receiver.name, \.receiver.telephone, \.receiver.address, \.receiver.postcode, \.remark,
    ]
  }
}

extension PointPerson {
  fileprivate var tidied: PointPerson { PointPerson(name: name.trimmed, telephone: telephone.trimmed) }
}
