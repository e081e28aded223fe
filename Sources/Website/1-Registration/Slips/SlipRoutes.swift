import GraduatePhotos
import Hummingbird
import Workflow

extension Site {
  /// Slips, their seals, and the documents behind them.
  static let slipRoutes: [Route] = [
    .get("/campaigns/{campaign}/slip", .slipPeople) { call, reader in
      try await SlipStartPage(call: call, reader: reader).show()
    },
    .post("/campaigns/{campaign}/slip", .slipKeepers) { call, keeper, form in
      try await SlipStartPage.begin(call, keeper, form)
    },
    .get("/campaigns/{campaign}/slips/{slip}", .paperReaders) { call, reader in
      try await SlipPage(call: call, reader: reader).show()
    },
    .get("/campaigns/{campaign}/slips/{slip}/form", .slipKeepers) { call, keeper in
      try await SlipFormPage(call: call, keeper: keeper).show()
    },
    .post("/campaigns/{campaign}/slips/{slip}/form", .slipKeepers) { call, keeper, form in
      try await SlipFormPage(call: call, keeper: keeper).take(form)
    },
    .post("/campaigns/{campaign}/slips/{slip}/draft", .slipKeepers) { call, keeper, form in
      try await SlipFormPage(call: call, keeper: keeper).keepDraft(form)
    },
    .post("/campaigns/{campaign}/slips/{slip}/check", .slipKeepers) { call, keeper, form in
      try await SlipFormPage(call: call, keeper: keeper).check(form)
    },
    .post("/campaigns/{campaign}/slips/{slip}/paper", .paperReaders) { call, reader, _ in
      try await SlipPage(call: call, reader: reader).paper()
    },
    .get("/campaigns/{campaign}/slips/{slip}/versions/{version}", .paperReaders) { call, reader in
      try await SlipVersionPage(call: call, reader: reader).show()
    },
    .get("/campaigns/{campaign}/slips/{slip}/seal", .sealers) { call, reader in
      try await SlipSealPage(call: call, reader: reader).show()
    },
    .upload(
      "/campaigns/{campaign}/slips/{slip}/seal/page", .slipKeepers, sizeLimitBytes: WorkflowLimits.documentBytes
    ) { call, keeper, form in
      try await SlipSealPage(call: call, reader: keeper).takePage(form, by: keeper)
    },
    .post("/campaigns/{campaign}/slips/{slip}/seal/leader", .sealingLeader) { call, leader, form in
      try await SlipSealPage(call: call, reader: leader).takeAnswer(form, by: leader)
    },
    .upload(
      "/campaigns/{campaign}/slips/{slip}/seal/received", .paperReceivers, sizeLimitBytes: WorkflowLimits.documentBytes
    ) { call, receiver, form in
      try await SlipSealPage(call: call, reader: receiver).takeReceived(form, by: receiver)
    },
    .get("/campaigns/{campaign}/received", .paperReceivers) { call, receiver in
      try await ReceivedPapersPage(call: call, receiver: receiver).show()
    },
    .upload("/campaigns/{campaign}/received", .paperReceivers, sizeLimitBytes: WorkflowLimits.documentBytes) {
      call, receiver, form in try await ReceivedPapersPage(call: call, receiver: receiver).take(form)
    },
    .get("/documents/{document}", .paperReaders) { call, reader in
      try await DocumentPage(call: call, reader: reader).show()
    },
    .get("/documents/{document}/file", .paperReaders) { call, reader in
      try await DocumentPage(call: call, reader: reader).file()
    },
    .get("/documents/{document}/picture", .paperReaders) { call, reader in
      try await DocumentPage(call: call, reader: reader).shown()
    },
  ]
}
