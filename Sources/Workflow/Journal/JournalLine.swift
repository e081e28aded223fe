import Foundation
import Storage

/// A line of the journal before it is written: who did what to which record.
struct JournalLine {
  /// What was done; the raw value is stored, so a case is never renamed.
  enum Action: String, CaseIterable, Sendable {
    case accountInvited = "account.invited"
    case accountClosed = "account.closed"
    case dutiesHandedOver = "account.handed-over"
    case passwordSet = "sign-in.password-set"
    case secondFactorSet = "sign-in.second-factor-set"
    case secondFactorReset = "sign-in.second-factor-reset"
    case recoveryCodesMade = "sign-in.recovery-codes-made"
    case recoveryCodeUsed = "sign-in.recovery-code-used"
    /// The password was right; the second factor is still to be proved.
    case passwordProved = "sign-in.password"
    case signedIn = "sign-in.done"
    case secondFactorBlocked = "sign-in.second-factor-blocked"
    case signedOutEverywhere = "sign-in.everywhere-out"
    case campaignOpened = "campaign.opened"
    case campaignChanged = "campaign.changed"
    case publicTextWritten = "public-text.written"
    case publicTextPublished = "public-text.published"
    case standardChanged = "photo-standard.changed"
    case holidaysChanged = "holidays.changed"
    case institutionAdded = "institution.added"
    case institutionChanged = "institution.changed"
    case institutionNamed = "institution.named"
    case institutionInvited = "institution.invited"
    case institutionWithdrawn = "institution.withdrawn"
    case codeProposed = "institution.code-proposed"
    case codeDeclined = "institution.code-declined"
    case studyCenterAdded = "study-center.added"
    case studyCenterChanged = "study-center.changed"
    case studyCenterHandedOver = "study-center.handed-over"
    case studyCenterTakenBack = "study-center.taken-back"
    case studyCenterRemoved = "study-center.removed"
    case slipSubmitted = "slip.submitted"
    case paperPrinted = "paper.printed"
    case sealed = "paper.sealed"
    case documentReceived = "document.received"
    case rosterUploaded = "roster.uploaded"
    case rosterUploadDropped = "roster.upload-dropped"
    case rosterImported = "roster.imported"
    case rosterRolledBack = "roster.rolled-back"
    case rosterExported = "roster.exported"
    case classOpened = "class.opened"
    case graduateChanged = "graduate.changed"
    case absenceRecorded = "absence.recorded"
    case absenceWithdrawn = "absence.withdrawn"
    case absencesConfirmed = "absences.confirmed"
    case specialCaseApproved = "special-case.approved"
    case specialCaseWithdrawn = "special-case.withdrawn"
    case statusChanged = "status-change.recorded"
    case statusChangeWithdrawn = "status-change.withdrawn"
    case crewAdded = "crew.added"
    case crewChanged = "crew.changed"
    case crewDismissed = "crew.dismissed"
    case crewAccountsSet = "crew.accounts-set"
    case tourSettingsChanged = "tour-settings.changed"
    case visitConditionsSet = "visit-conditions.set"
    case visitAgreed = "visit.agreed"
    case visitAgreementDropped = "visit.agreement-dropped"
    case tourDrafted = "tour-draft.made"
    case tourDraftChanged = "tour-draft.changed"
    case visitLocked = "visit.locked"
    case visitUnlocked = "visit.unlocked"
    case schedulePublished = "schedule.published"
    case visitAnswered = "visit.answered"
    case checkedIn = "check-in.made"
    case checkInWithdrawn = "check-in.withdrawn"
    case walkInRefused = "check-in.refused"
    case classCalled = "visit.class-called"
    case dayReplanned = "visit.replanned"
    case stationEnrolled = "station.enrolled"
    case stationRevoked = "station.revoked"
    case visitFileMade = "visit-file.made"
    case shotTaken = "shot.taken"
    case shotBound = "shot.bound"
    case shotChosen = "shot.chosen"
    case shotSetAside = "shot.set-aside"
    case shotOverruled = "shot.overruled"
    case sparePersonMade = "spare-person.made"
    case sparePersonGiven = "spare-person.given"
    case sparePersonDeclined = "spare-person.declined"
    case sparePersonReopened = "spare-person.reopened"
    case personExcused = "person.excused"
    case visitSigned = "visit.signed"
    case visitClosed = "visit.closed"
    case visitNoted = "visit.noted"
    case packetToReview = "packet.to-review"
    case packetAccepted = "packet.accepted"
    case packetRefused = "packet.refused"
    case packetsImported = "packet.imported"
    case packetGapGivenUp = "packet.gap-given-up"
    case referencesUploaded = "references.uploaded"
    case portraitLookedAt = "portrait.looked-at"
    case portraitReleased = "portrait.released"
    case portraitReturned = "portrait.returned"
    case portraitReturnUndone = "portrait.return-undone"
    case portraitWithdrawn = "portrait.withdrawn"
    case deliveryMade = "delivery.made"
    case deliveryFetched = "delivery.fetched"
    case deliveryBuilt = "delivery.built"
    case deliveryPasswordShown = "delivery.password-shown"
    case deliveryDispatched = "delivery.dispatched"
    case deliveryReceived = "delivery.received"
    case deliveryReminded = "delivery.reminded"
    case resultFileTaken = "result-file.taken"
    case verdictGiven = "verdict.given"
    case verdictTakenBack = "verdict.taken-back"
    case claimOpened = "claim.opened"
    case claimEnded = "claim.ended"
    case classCheckHandedIn = "class-check.handed-in"
    case classCheckReopened = "class-check.reopened"
    case makeupSettingsChanged = "makeup-settings.changed"
    case makeupBooked = "makeup.booked"
    case makeupMoved = "makeup.moved"
    case makeupGivenBack = "makeup.given-back"
    case makeupGroupBooked = "makeup.group-booked"
    case makeupGroupDropped = "makeup.group-dropped"
    case makeupAdmitted = "makeup.admitted"
    case makeupListPrinted = "makeup.list-printed"
    case erratumProposed = "erratum.proposed"
    case erratumWithdrawn = "erratum.withdrawn"
    case erratumAccepted = "erratum.accepted"
    case erratumDeclined = "erratum.declined"
    case errataFormHandedIn = "errata.handed-in"
    case errataFormRegistered = "errata.registered"
    case errataExported = "errata.exported"
    case correctionMade = "correction.made"
    case missingLetterHandedIn = "missing-letter.handed-in"
    case missingLetterSent = "missing-letter.sent"
    case missingAnswered = "missing.answered"
    case missingAnswerWithdrawn = "missing.answer-withdrawn"
    case ledgerHandedIn = "ledger.handed-in"
    case reprintOrdered = "reprint.ordered"
    case reprintMade = "reprint.made"
    case reprintPrinted = "reprint.printed"
    case reprintHandedOver = "reprint.handed-over"
    case reprintCancelled = "reprint.cancelled"
    case proofSlipsPrinted = "proof.slips-printed"
    case proofCodeReset = "proof.code-reset"
    case graduateSignedIn = "graduate.signed-in"
    case graduatePasswordSet = "graduate.password-set"
    case proofAnswered = "proof.answered"
    case proofSettled = "proof.settled"
    case proofGranted = "proof.granted"
    case proofGrantWithdrawn = "proof.grant-withdrawn"
    case proofProxyOpened = "proof.proxy-opened"
    case proofEvidenceOpened = "proof.evidence-opened"
    case nationalStatusImported = "national-status.imported"
    case correctionPacked = "correction.packed"
    case correctionMailed = "correction.mailed"
    case correctionMailEnded = "correction.mail-ended"
    case correctionFetched = "correction.fetched"
    case correctionPasswordShown = "correction.password-shown"
    case feesIssued = "fees.issued"
    case feesAdjusted = "fees.adjusted"
    case feePaymentRecorded = "fee-payment.recorded"
    case feePaymentCancelled = "fee-payment.cancelled"
    case feeReceiptPrinted = "fee-payment.receipt-printed"
    case exemptionProposed = "fee-exemption.proposed"
    case exemptionGranted = "fee-exemption.granted"
    case exemptionAccepted = "fee-exemption.accepted"
    case exemptionDeclined = "fee-exemption.declined"
    case exemptionWithdrawn = "fee-exemption.withdrawn"
    case classTakingRecorded = "class-taking.recorded"
    case classTakingCancelled = "class-taking.cancelled"
    case invoicesExported = "invoices.exported"
    case filingMade = "filing.made"
    case filingFetched = "filing.fetched"
    case filingPasswordShown = "filing.password-shown"
    case filingSent = "filing.sent"
    case filingSentCancelled = "filing.sent-cancelled"
    case eraseProposed = "erase.proposed"
    case eraseConfirmed = "erase.confirmed"
    case eraseWithdrawn = "erase.withdrawn"
    case eraseDone = "erase.done"
    case noticeSent = "notice.sent"
    case keysRotated = "keys.rotated"
    case messageEnded = "message.ended"
    case jobSetAside = "job.set-aside"
    case jobRetried = "job.retried"
    case backupMade = "backup.made"
  }

  let action: Action
  let recordKind: String
  let recordID: String
  /// The campaign whose chain the line joins; nil for what belongs to the center itself.
  var campaignID: String?
  var graduateID: String?
  /// Numbers, kinds, hashes: never a name, never an identity number.
  var details: [String: String] = [:]
  /// What is personal (values before and after); encrypted under the graduate's own key.
  var personal: [String: String] = [:]
}

extension Transaction {
  /// Writes a journal line in this transaction (promise 8).
  func journal(_ line: JournalLine, by actor: some SignedIn) throws {
    let id = identifier()
    let scope = line.campaignID ?? "center"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let details = String(decoding: try encoder.encode(line.details), as: UTF8.self)
    guard details.count <= WorkflowLimits.journalDetailsCharacters else {
      throw JournalLineTooLong(action: line.action.rawValue)
    }
    var sealed: SQLValue = .null
    if !line.personal.isEmpty {
      guard let graduate = line.graduateID else { throw PersonalWithoutGraduate(action: line.action.rawValue) }
      sealed = .blob(try sealForGraduate(graduate, Array(try encoder.encode(line.personal)), as: id))
    }
    let number = try sql.transactionNumber()
    try execute(
      """
      INSERT INTO journal_line (id, scope, transaction_number, written_at, actor_role, actor_id, action, record_kind, record_id,
        graduate_id, details, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(scope), .integer(number), .integer(now), .text(actor.roleName), .text(actor.accountID),
        .text(line.action.rawValue), .text(line.recordKind), .text(line.recordID), .optional(line.graduateID), .text(details),
        sealed,
      ])
    try execute(
      "INSERT INTO journal_unsealed (line_id, scope, transaction_number) VALUES (?, ?, ?)",
      [.text(id), .text(scope), .integer(number)])
  }
}

struct JournalLineTooLong: Error { let action: String }
struct PersonalWithoutGraduate: Error { let action: String }
