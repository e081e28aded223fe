import GraduatePhotos
import HTTPTypes
import Hummingbird
import Station

/// Where pictures come from, and where they have gone: folders, memory cards, what the center has, sticks.
struct DeskTransferPage: Sendable {
  let call: DeskCall

  func show() async throws -> Response { try await page(errors: FormErrors(), notice: .nothing, status: .ok) }

  func watch(_ form: SubmittedForm) async throws -> Response {
    try await acting {
      try await call.host.inlets.watch(form.trimmed("watched"), for: call.desk)
      return .nothing
    }
  }

  func stop(_ form: SubmittedForm) async throws -> Response {
    try await acting {
      try await call.host.inlets.stop(form.trimmed("folder"), for: call.desk)
      return .nothing
    }
  }

  func readCard(_ form: SubmittedForm) async throws -> Response {
    try await acting {
      let read = try await call.desk.readCard(at: form.trimmed("card"), by: call.member)
      return Notice(
        kind: read.withoutSlip == 0 ? .right : .look, title: "存储卡读完：收下 \(read.taken) 张",
        text: "其中按小票认出 \(read.bySlip) 张，前面没有小票的 \(read.withoutSlip) 张要认领；以前收过的 \(read.known) 张。卡上的文件没有动。"
      ).html
    }
  }

  func export(_ form: SubmittedForm) async throws -> Response {
    try await acting {
      guard let written = try await call.host.station.exportPackets(to: form.trimmed("stick")) else {
        return Notice(kind: .right, title: "没有要导出的：采集中心都已收到").html
      }
      return Notice(
        kind: .right, title: "已导出 \(written.packets) 个数据包，读回核对无误", text: "文件：\(written.path)。在采集中心「工作站」页上传。"
      ).html
    }
  }

  func addPeer(_ form: SubmittedForm) async throws -> Response {
    try await acting {
      try await call.host.station.addPeer(form.trimmed("peer"), of: call.desk.name)
      // At once, so that the page says whether it answers.
      await call.host.peers?.round()
      return .nothing
    }
  }

  func removePeer(_ form: SubmittedForm) async throws -> Response {
    try await acting {
      try await call.host.station.removePeer(form.trimmed("address"), of: call.desk.name)
      return .nothing
    }
  }

  private func acting(_ work: () async throws -> HTML) async throws -> Response {
    do {
      let notice = try await work()
      return try await page(errors: FormErrors(), notice: notice, status: .ok)
    } catch let refusal as VisitDeskRefusal {
      return try await page(errors: FormErrors(refusal), notice: .nothing, status: .unprocessableContent)
    }
  }

  private func page(errors: FormErrors, notice: HTML, status: HTTPResponse.Status) async throws -> Response {
    let sync = try await call.host.station.syncState()
    let inlets = await call.host.inlets.lines(of: call.desk.name)
    let peers = try await call.host.peers?.lines(of: call.desk.name)
    let camera = await call.host.inlets.cameraLine(of: call.desk.name)
    let contact = await call.host.sync?.contact ?? .none
    return call.frame.page(
      "传输",
      lead: sync.onlyHere == 0
        ? "每张照片都有第二份。" : "有 \(sync.onlyHere) 张照片只在这台工作站上，\(call.host.opensFolders ? "请联网或导出到 U 盘" : "正在传给采集中心")。",
      trail: [.init(label: "拍摄", address: call.address("/camera"))]
    ) {
      ErrorSummary(errors: errors).html
      notice
      card("采集中心") {
        contactMark(contact, "采集中心").html
        FlowNumbers(entries: [
          .init(noun: "数据包", count: sync.packets),
          .init(noun: "中心已收到", count: sync.confirmed, of: sync.packets),
          .init(noun: "U 盘上有的", count: sync.onStick),
          .init(noun: "等待上传（MB）", count: Int(sync.bytesWaiting >> 20)),
        ]).html
        Tag.p("没有网络照样拍。数据包只有采集中心能打开，不会过期。", .class("soft"))
      }
      if let peers { peerCard(peers) }
      if let camera { cameraCard(camera) }
      if call.host.opensFolders { folderCards(inlets) }
    }.response(status: status)
  }

  private func folderCards(_ inlets: [InletKeeper.Line]) -> HTML {
    fragment {
      folders(inlets)
      card("从存储卡读入") {
        Tag.p("联机线断了的时候：每位学生先拍他的排队小票，再拍人。读卡时按小票认人，看过以后再采用。卡上的文件不会动。", .class("soft"))
        pathForm("存储卡的文件夹", "card", "读入", "/transfer/card")
      }
      card("导出到 U 盘") {
        Tag.p("把采集中心还没收到的数据包写成一个文件，写完读回核对。", .class("soft"))
        pathForm("U 盘的文件夹", "stick", "导出", "/transfer/stick")
      }
    }
  }

  private func contactMark(_ contact: SyncLoop.Contact, _ whom: String) -> Mark {
    switch contact {
    case .none: .wait("还没有联系\(whom)")
    case .good(let at): .right("\(Moment.clock(at)) 联系过\(whom)")
    case .lost(let since, let why): .look("从 \(Moment.clock(since)) 起\(why)")
    }
  }

  private func peerCard(_ lines: [PeerLoop.Line]) -> HTML {
    card("同场的别的工作站") {
      Tag.p("连不上采集中心时，几台工作站也能互通签到和拍摄情况：任选一台，填另一台的地址，两边就都有了。", .class("soft"))
      DataTable(
        caption: "互通的工作站", columns: [.text("工作站"), .text("地址"), .text("情况"), .text("")],
        rows: lines.map { line in
          [
            .text(line.name.isEmpty ? "—" : line.name), .text(line.address), .mark(contactMark(line.contact, "")),
            .html(
              Button.act("移去", at: call.address("/transfer/unpeer"), csrf: call.csrf, fields: [("address", line.address)])),
          ]
        }, emptyText: "还没有。只有一台工作站时不用填。"
      ).html
      pathForm("另一台工作站的地址", "peer", "连上", "/transfer/peer", hint: "如 192.168.1.20:8090；那台要用 --listen 0.0.0.0:8090 启动")
    }
  }

  private func cameraCard(_ line: InletKeeper.CameraLine) -> HTML {
    card("连接的相机") {
      switch line.state {
      case .looking: Mark.wait("正在找相机").html
      case .connected(let model): Mark.right("已连接 \(model)").html
      case .gone(let refusal):
        Mark.wrong(refusal.message).html
        Tag.p("\(refusal.hint)。会自动一直重试。", .class("soft"))
      }
      FlowNumbers(entries: [.init(noun: "从相机收下", count: line.taken)]).html
      Tag.p("相机卡上的照片不会删除，只收 JPEG。", .class("soft"))
    }
  }

  private func folders(_ lines: [InletKeeper.Line]) -> HTML {
    card("照片文件夹") {
      DataTable(
        caption: "正在看的文件夹", columns: [.text("文件夹"), .text("情况"), .number("收下"), .text("")],
        rows: lines.map { line in
          [
            .text(line.folder), .mark(line.state == .watching ? .right("正常") : .wrong("打不开")), .number(line.taken),
            .html(Button.act("不再看", at: call.address("/transfer/stop"), csrf: call.csrf, fields: [("folder", line.folder)])),
          ]
        }, emptyText: "还没有文件夹。填联机软件、共享或 FTP 存照片的文件夹。"
      ).html
      pathForm("照片文件夹", "watched", "开始看这个文件夹", "/transfer/watch")
    }
  }

  private func pathForm(
    _ label: String, _ name: String, _ verb: String, _ path: String, hint: String = "如 /media/usb"
  ) -> HTML {
    Tag.form(.class("form"), .set(.method, "post"), .action(call.address(path))) {
      CSRF.field(call.csrf)
      FormField(name, label, hint: hint).html(error: nil)
      Button.row { Button.submit(verb) }
    }
  }
}
