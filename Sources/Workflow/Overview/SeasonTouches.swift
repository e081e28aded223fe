extension JournalLine.Action {
  /// Whether what was done may have changed a number of the season; every kind of line decides, so that a new one cannot be forgotten.
  var touchesCounts: Bool {
    switch self {
    // Who is due, and what became of him.
    case .campaignChanged, .institutionInvited, .institutionWithdrawn, .rosterImported, .rosterRolledBack, .graduateChanged,
      .absenceRecorded, .absenceWithdrawn, .statusChanged, .statusChangeWithdrawn:
      true
    // Shots and portraits.
    case .checkInWithdrawn, .shotTaken, .shotBound, .shotChosen, .shotSetAside, .shotOverruled, .visitNoted, .packetAccepted,
      .sparePersonGiven, .sparePersonReopened, .portraitReleased, .portraitReturned, .portraitReturnUndone, .portraitWithdrawn,
      .deliveryMade:
      true
    // Whether the newest schedule was answered.
    case .schedulePublished, .dayReplanned, .visitAnswered: true
    // What institutions found, and what became of it.
    case .sealed, .resultFileTaken, .verdictGiven, .verdictTakenBack, .claimOpened, .claimEnded, .classCheckHandedIn,
      .classCheckReopened, .makeupBooked, .makeupMoved, .makeupGivenBack, .makeupGroupBooked, .makeupGroupDropped,
      .makeupAdmitted, .erratumProposed, .erratumWithdrawn, .erratumAccepted, .erratumDeclined, .errataFormHandedIn,
      .errataFormRegistered, .missingLetterHandedIn, .missingLetterSent, .missingAnswered, .missingAnswerWithdrawn:
      true
    case .proofAnswered, .proofSettled, .nationalStatusImported, .filingSent, .filingSentCancelled: true
    case .accountInvited, .accountClosed, .dutiesHandedOver, .passwordSet, .secondFactorSet, .secondFactorReset,
      .recoveryCodesMade, .recoveryCodeUsed, .passwordProved, .signedIn, .secondFactorBlocked, .signedOutEverywhere:
      false
    case .campaignOpened, .publicTextWritten, .publicTextPublished, .standardChanged, .holidaysChanged, .institutionAdded,
      .institutionChanged, .institutionNamed, .codeProposed, .codeDeclined, .studyCenterAdded, .studyCenterChanged,
      .studyCenterHandedOver, .studyCenterTakenBack, .studyCenterRemoved:
      false
    case .slipSubmitted, .paperPrinted, .documentReceived, .rosterUploaded, .rosterUploadDropped, .rosterExported,
      .classOpened, .absencesConfirmed, .specialCaseApproved, .specialCaseWithdrawn:
      false
    case .crewAdded, .crewChanged, .crewDismissed, .crewAccountsSet, .tourSettingsChanged, .visitConditionsSet, .visitAgreed,
      .visitAgreementDropped, .tourDrafted, .tourDraftChanged, .visitLocked, .visitUnlocked, .classCalled:
      false
    case .checkedIn, .walkInRefused, .stationEnrolled, .stationRevoked, .visitFileMade, .sparePersonMade, .sparePersonDeclined,
      .personExcused,
      .visitSigned, .visitClosed, .packetToReview, .packetRefused, .packetsImported, .packetGapGivenUp, .referencesUploaded,
      .portraitLookedAt:
      false
    case .deliveryFetched, .deliveryBuilt, .deliveryPasswordShown, .deliveryDispatched, .deliveryReceived, .deliveryReminded,
      .reprintOrdered, .reprintMade, .reprintPrinted, .reprintHandedOver, .reprintCancelled:
      false
    case .makeupSettingsChanged, .makeupListPrinted, .errataExported, .correctionMade, .correctionPacked, .correctionMailed,
      .correctionMailEnded, .correctionFetched, .correctionPasswordShown, .ledgerHandedIn:
      false
    case .proofSlipsPrinted, .proofCodeReset, .graduateSignedIn, .graduatePasswordSet, .proofGranted, .proofGrantWithdrawn,
      .proofProxyOpened, .proofEvidenceOpened:
      false
    case .feesIssued, .feesAdjusted, .feePaymentRecorded, .feePaymentCancelled, .feeReceiptPrinted, .exemptionProposed,
      .exemptionGranted, .exemptionAccepted, .exemptionDeclined, .exemptionWithdrawn, .classTakingRecorded,
      .classTakingCancelled, .invoicesExported:
      false
    // A package changes nobody's step before it is sent; erasing leaves every count as it was.
    case .filingMade, .filingFetched, .filingPasswordShown, .eraseProposed, .eraseConfirmed, .eraseWithdrawn, .eraseDone: false
    case .noticeSent, .keysRotated, .messageEnded, .jobSetAside, .jobRetried, .backupMade: false
    }
  }
}
