import GraduatePhotos

extension CollectionCenter {
  /// Adds an institution (A2): with any five-digit code, or with a provisional one while the ministry's is not known.
  ///
  /// The operation is the same for a repeated request; without it a repeated click takes a second provisional code.
  ///
  /// - Returns: the institution's id.
  /// - Throws: `InstitutionRefusal`, `InstitutionCodeProblem`.
  public func addInstitution(
    _ entry: InstitutionEntry, operation: String? = nil, by keeper: some CampaignKeeper
  ) async throws -> String {
    let id = identifier()
    let entry = try entry.tidied()
    return try await records.perhapsOnce(operation, kind: "institution.add") { transaction in
      try transaction.addInstitution(id: id, entry, by: keeper)
      return id
    }
  }
}

extension Transaction {
  /// Adds a tidied entry and returns the code it was given.
  @discardableResult
  func addInstitution(id: String, _ entry: InstitutionEntry, by keeper: some CampaignKeeper) throws -> InstitutionCode {
    let code: InstitutionCode
    switch entry.code {
    case .provisional: code = try nextProvisionalCode()
    case .ministry(let text):
      code = try InstitutionCode.read(text)
      guard !code.isProvisional else { throw InstitutionRefusal.provisionalIsGiven }
      try checkCodeIsFree(code)
    }
    try InstitutionRules.checkIdentifier(entry.identifier, code: code)
    let stored = StoredInstitution(id: id, institution: entry.institution(code: code), province: entry.province, version: 1)
    try insertInstitution(id: id, stored.institution, province: entry.province)
    try journal(
      JournalLine(
        action: .institutionAdded, recordKind: "institution", recordID: id,
        details: Dictionary(stored.fields.filter { !$0.text.isEmpty }.map { ($0.key, $0.text) }, uniquingKeysWith: { $1 })),
      by: keeper)
    return code
  }

  func checkCodeIsFree(_ code: InstitutionCode) throws {
    guard let other = try institutionID(code: code.value) else { return }
    throw InstitutionRefusal.codeTaken(code: code.value, name: try storedInstitution(other).institution.currentName)
  }
}
