import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { OpenToEverybody } from '../access/allow.js';
import { Refusal } from '../platform/refusal.js';
import { CHART_POLICY, chartAlone } from '../render/chart-svg.js';
import type { ChartSpec } from '../render/chart-spec.js';
import type { Language } from '../render/format.js';
import { messagePage } from '../render/page.js';
import { PAGE_POLICY } from '../render/page-style.js';
import { storyMarkdown } from '../render/story-markdown.js';
import { storyPage } from '../render/story-page.js';
import { chartsIn } from './story.fields.js';
import { LINK_MESSAGES } from './link-messages.js';
import { StoryLinks } from './story-link.service.js';
import type { Story } from './story.entity.js';

interface Answer {
  readonly type: string;
  readonly policy: string;
  readonly body: string;
}

/** A story behind its link: a page, with ".md" Markdown, with ".svg" and ".weekly.svg" its charts. */
@Controller('s')
export class StoryLinkController {
  constructor(private readonly links: StoryLinks) {}

  @Get(':name')
  @OpenToEverybody()
  async read(@Param('name') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const [, token, ending] = /^([^.]*)(.*)$/s.exec(name) ?? [];
    response.set({ 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex, nofollow' });
    try {
      const { type, policy, body } = answer(await this.links.open(token), ending);
      response.set('Content-Security-Policy', policy).type(type).send(body);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      const language: Language = request.acceptsLanguages('en', 'de') === 'de' ? 'de' : 'en';
      const expired = refusal.code === 'LINK_EXPIRED';
      response.status(expired ? 410 : 404).set('Content-Security-Policy', PAGE_POLICY);
      response
        .type('html')
        .send(
          messagePage({ ...LINK_MESSAGES[language][expired ? 'expired' : 'missing'], code: refusal.code }, language),
        );
    }
  }
}

function answer({ document }: Story, ending: string): Answer {
  const drawing = (kind: ChartSpec['kind']): Answer => {
    const chart = chartsIn(document).find((one) => one.kind === kind);
    if (!chart) throw new Refusal('NOT_FOUND', 'This story has no such chart.');
    return { type: 'svg', policy: CHART_POLICY, body: chartAlone(chart, document.language) };
  };
  switch (ending) {
    case '':
      return { type: 'html', policy: PAGE_POLICY, body: storyPage(document) };
    case '.md':
      return { type: 'text/markdown; charset=utf-8', policy: "default-src 'none'", body: storyMarkdown(document) };
    case '.svg':
      return drawing('ARM_MEANS');
    case '.weekly.svg':
      return drawing('WEEKLY');
    default:
      throw new Refusal('NOT_FOUND', 'A story is a page, .md, .svg or .weekly.svg.');
  }
}
