import GraduatePhotos

extension CollectionCenter {
  /// Changes where an institution is, of which kind it is, and its identifier; code and names have their own operations.
  ///
  /// - Returns: the version now in force; the same when nothing differs.
  /// - Throws: `InstitutionRefusal`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func changeInstitution(
    _ id: String, province: String, city: String, kind: Institution.Kind, identifier: String, seen version: Int,
    by keeper: some CampaignKeeper
  ) async throws -> Int {
    try await changeInstitution(id, seen: version, action: .institutionChanged, by: keeper) { stored, _ in
      guard let known = ChineseProvince.named(province) else { throw InstitutionRefusal.provinceUnknown(province.trimmed) }
      guard city.trimmed.count <= CampaignLimits.nameCharacters else { throw InstitutionRefusal.tooLong(field: "城市") }
      stored.province = known.name
      stored.institution.city = city.trimmed
      stored.institution.kind = kind
      stored.institution.identifier = identifier.compactHalfWidth
      try InstitutionRules.checkIdentifier(stored.institution.identifier, code: stored.institution.code)
    }
  }

  /// Gives an institution all its names with their years; the code stays (N1: names change while codes stay).
  ///
  /// - Throws: `InstitutionRefusal.names`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func nameInstitution(
    _ id: String, _ names: [InstitutionName], seen version: Int, by keeper: some CampaignKeeper
  ) async throws -> Int {
    try await changeInstitution(id, seen: version, action: .institutionNamed, by: keeper) { stored, transaction in
      stored.institution.names = try InstitutionRules.tidied(names)
    }
  }

  /// Renames an institution from a calendar year on; papers of the years before keep the old name.
  ///
  /// - Throws: `InstitutionRefusal.nameYear`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func renameInstitution(
    _ id: String, to name: String, from year: Int, seen version: Int, by keeper: some CampaignKeeper
  ) async throws -> Int {
    try await changeInstitution(id, seen: version, action: .institutionNamed, by: keeper) { stored, transaction in
      stored.institution.names = try InstitutionRules.names(of: stored.institution, renamed: name, from: year)
    }
  }

  /// Replaces a provisional code by the ministry's: filing waits for nothing more.
  ///
  /// The provisional one still finds the institution and is never given again.
  ///
  /// A code of the ministry that was mistyped can be replaced too, while nothing rests on it.
  ///
  /// - Throws: `InstitutionRefusal.codeTaken`, `.codeIsFinal`; `InstitutionCodeProblem`; `ChangedMeanwhile`.
  @discardableResult
  public func giveCode(_ text: String, to id: String, seen version: Int, by keeper: some ProvinceKeeper) async throws -> Int {
    let code = try InstitutionCode.read(text)
    guard !code.isProvisional else { throw InstitutionRefusal.provisionalIsGiven }
    return try await records.write { try $0.giveCode(code, to: id, seen: version, by: keeper) }
  }

  private func changeInstitution(
    _ id: String, seen version: Int, action: JournalLine.Action, by keeper: some CampaignKeeper,
    _ change: @escaping @Sendable (inout StoredInstitution, Transaction) throws -> Void
  ) async throws -> Int {
    try await records.write { try $0.changeInstitution(id, seen: version, action: action, by: keeper, change) }
  }
}

extension Transaction {
  /// The code the province gives; what the institution told before is answered with it.
  func giveCode(_ code: InstitutionCode, to id: String, seen version: Int, by keeper: some ProvinceKeeper) throws -> Int {
    let now = try changeInstitution(id, seen: version, action: .institutionChanged, by: keeper) { stored, transaction in
      let old = stored.institution.code
      guard code != old else { return }
      try transaction.checkCodeIsFree(code)
      if !old.isProvisional {
        let what = try transaction.whatRests(on: id)
        guard what.isEmpty else { throw InstitutionRefusal.codeIsFinal(code: old.value, what: what) }
      }
      stored.institution.code = code
      if !stored.institution.identifier.hasSuffix(code.value) { stored.institution.identifier = "" }
      if old.isProvisional { try transaction.keepFormerCode(old, of: id, by: keeper) }
    }
    try dropCodeProposal(of: id)
    return now
  }

  /// Loads, changes, writes and journals one institution over the version that was seen.
  fileprivate func changeInstitution(
    _ id: String, seen version: Int, action: JournalLine.Action, by keeper: some CampaignKeeper,
    _ change: (inout StoredInstitution, Transaction) throws -> Void
  ) throws -> Int {
    let before = try storedInstitution(id)
    let conflict = { try changedMeanwhile("这所院校", recordKind: "institution", recordID: id) }
    guard before.version == version else { throw try conflict() }
    var after = before
    try change(&after, self)
    let differences = FieldDifference.between(before.fields, after.fields)
    guard !differences.isEmpty else { return version }
    guard try updateInstitution(after, seen: version) else { throw try conflict() }
    if after.institution.names != before.institution.names { try replaceNames(after.institution.names, of: id) }
    // Both are filed with every graduate: nobody confirmed the new ones.
    if after.institution.names != before.institution.names || after.institution.code != before.institution.code {
      try raiseFiled("institution_id = ?", [.text(id)])
    }
    try journal(
      JournalLine(
        action: action, recordKind: "institution", recordID: id, details: FieldDifference.journalDetails(differences)),
      by: keeper)
    return version + 1
  }
}
