extension SeasonPlay {
  /// Who came and stood on no list is registered after the fact, and his school says whose the pictures are.
  func nameWalkIns() async throws {
    for institution in truth.institutions {
      let liaison = try people().liaisons[institution.index]
      let walkIns = truth.graduates(of: institution).filter { $0.fate == .walksIn }
      guard !walkIns.isEmpty else { continue }
      let file = RosterFile(institution: institution, graduates: walkIns)
      try await add(file.file(file.lateRows, folder: order.folder), by: liaison)
      for graduate in walkIns {
        let page = try await liaison.read(address + "/verification/spare-people")
        guard let form = page.forms.first(where: { $0.address.hasSuffix("/give") && $0["number"] == graduate.studentNumber })
        else {
          continue
        }
        try await liaison.submit(form)
        tally.find(.walkIn)
        truth.graduates[graduate.number].fate = .comes
      }
    }
  }

  /// A list of those who are added; nobody else is touched.
  private func add(_ file: (name: String, bytes: [UInt8]), by liaison: SeasonPerson) async throws {
    let upload = try await liaison.read(address + "/roster/upload").form(to: "/roster/upload")
    var page = try await liaison.submit(upload, files: [("file", file.name, file.bytes)])
    let path = page.address
    try await wait("补录名单的检查") {
      page = try await liaison.read(path)
      return page.hasForm(to: "/confirm") || !page.words.contains("正在检查")
    }
    var scope = try page.form(to: "/scope")
    scope.fill("scope", "additions")
    try await liaison.submit(scope)
    try await wait("补录名单的检查") {
      page = try await liaison.read(path)
      return page.hasForm(to: "/confirm") || !page.words.contains("正在检查")
    }
    try await liaison.submit(try page.form(to: "/confirm"))
  }
}
