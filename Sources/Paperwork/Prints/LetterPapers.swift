/// A letter that invites somebody to open an account: a single-use link as QR and as text.
public struct InvitationPaper: Paper, Hashable {
  public var title: String { "账号开通函" }
  /// Whom it is for, such as 「兰州某大学 学籍管理员 张老师」.
  public var addressee: String
  /// Such as 「甘肃省2014届高校毕业生图像信息采集」.
  public var campaign: String
  public var role: String
  public var link: String
  /// Last moment of the link, as printed.
  public var expires: String
  /// Who invites, and whom to call.
  public var sender: String
  public var telephone: String
  public var issued: String

  public init(
    addressee: String, campaign: String, role: String, link: String, expires: String, sender: String, telephone: String,
    issued: String
  ) {
    self.addressee = addressee
    self.campaign = campaign
    self.role = role
    self.link = link
    self.expires = expires
    self.sender = sender
    self.telephone = telephone
    self.issued = issued
  }

  public var sections: [PaperSection] {
    [
      PaperSection(
        subtitles: [campaign],
        blocks: [
          .line(addressee + "："),
          .paragraph("现为您开通「\(role)」账号。请用手机扫描下面的二维码，或在电脑浏览器中输入网址，按提示设置密码和第二道验证。"),
          .qr(text: link, sideMillimetres: 42, caption: "扫码开通账号"),
          .facts([[PaperFact("网址", link)], [PaperFact("有效期至", expires)]]),
          .gap(3),
          .paragraph("此链接只能使用一次，开通后即失效，请勿转发或拍照发到群里。过期或打不开，请拨打 \(telephone) 重新领取。"),
          .gap(4),
          .closing(sender), .closing(issued),
        ])
    ]
  }
}

/// Recovery codes for the second factor: each opens the account once.
public struct RecoveryCodesPaper: Paper, Hashable {
  public var title: String { "账号恢复码" }
  public var accountName: String
  public var codes: [String]
  /// Day of issue, as printed.
  public var issued: String

  public init(accountName: String, codes: [String], issued: String) {
    self.accountName = accountName
    self.codes = codes
    self.issued = issued
  }

  public var sections: [PaperSection] {
    [
      PaperSection(
        blocks: [
          .facts([[PaperFact("账号", accountName), PaperFact("生成日期", issued)]]), .gap(5),
          .codes(codes, columns: 2), .gap(3),
          .paragraph("手机或口令卡丢失时，用其中任何一个恢复码代替第二道验证登录。每个恢复码只能用一次，用过的请划掉。"),
          .paragraph("重新生成后，本页全部作废。请与密码分开保管，不要拍照、不要放在电脑旁。"),
        ])
    ]
  }
}

/// Any list or letter in our frame: title, text and tables, and a place for the stamp.
public struct SealedPaper: Paper, Hashable {
  public var title: String
  public var sections: [PaperSection]

  public init(title: String, sections: [PaperSection]) {
    self.title = title
    self.sections = sections
  }

  /// One section: blocks, and at its end the lines to sign beside the place of the stamp.
  public init(title: String, subtitles: [String], blocks: [PaperBlock], signatures: [String], caption: String = "盖章处") {
    self.title = title
    sections = [PaperSection(subtitles: subtitles, blocks: blocks + [.stamp(lines: signatures, caption: caption)])]
  }
}
