-- Each of a list answers once: 「token csrf portrait data round」 a line in the file of BIYING_FORMS.
local forms = {}
local at = 0

function init(arguments)
  for line in io.lines(os.getenv("BIYING_FORMS")) do
    local token, csrf, portrait, data, round = line:match("(%S+) (%S+) (%S+) (%S+) (%S+)")
    forms[#forms + 1] = { token, "csrf=" .. csrf .. "&portrait=" .. portrait .. "&data=" .. data .. "&round=" .. round .. "&sure=on" }
  end
end

function request()
  at = at + 1
  local form = forms[(at - 1) % #forms + 1]
  return wrk.format("POST", "/mine/proof/right", {
    ["Cookie"] = "biying-session=" .. form[1], ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Sec-Fetch-Site"] = "same-origin", ["X-Forwarded-For"] = "198.51." .. math.floor(at / 200) % 250 .. "." .. at % 200 + 1,
  }, form[2])
end

local told = 0
function response(status, headers, body)
  told = told + 1
  if status ~= 303 or headers["Location"] ~= "/mine/receipt" then
    io.stderr:write("answer ", told, ": ", status, " ", tostring(headers["Location"]), "\n")
    os.exit(1)
  end
  if told > #forms then
    io.stderr:write("all ", #forms, " have answered: more graduates are needed\n")
    os.exit(1)
  end
end

function done(summary, latency, requests)
  io.write(string.format("result %d %d %d\n", summary.requests, summary.duration, latency:percentile(99)))
end
